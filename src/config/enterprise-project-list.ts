/**
 * The enterprise projects of a text such as `6db1129f-16af-455d-8d54-d7ab9f277393=billing, staging`: an id each, and a
 * name where it has another.
 * @returns null where the text is not such a list
 */
export function parseEnterpriseProjects(
  text: string,
): readonly { readonly id: string; readonly name: string }[] | null {
  const projects: { id: string; name: string }[] = [];
  for (const part of text.split(',')) {
    const [id = '', name = id, ...more] = part.trim().split('=');
    if (!/^[0-9A-Za-z_-]{1,64}$/.test(id) || name === '' || more.length > 0) return null;
    if (projects.some((known) => known.id === id)) return null;
    projects.push({ id, name });
  }
  return projects;
}
