/**
 * The versions of a text such as `2.7, 3.9`, in its order; none of an empty text. Which of them can run, the engine knows.
 * @returns null where the text is not such a list, or a version comes twice
 */
export function parseKafkaVersions(text: string): readonly string[] | null {
  if (text === '') return [];
  const versions = text.split(',').map((part) => part.trim());
  const areAll = versions.every((version) => /^\d{1,3}(\.\d{1,3}){1,3}$/.test(version));
  return areAll && new Set(versions).size === versions.length ? versions : null;
}
