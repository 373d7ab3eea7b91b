/**
 * Renders a Java properties file. Java reads it as ISO-8859-1 with backslash escapes, so that everything beyond
 * printable ASCII is written as `\uXXXX`, and a password keeps each of its characters.
 */
export function renderProperties(properties: ReadonlyMap<string, string | number | boolean>): string {
  return [...properties].map(([key, value]) => `${escapeKey(key)}=${escapeValue(String(value))}\n`).join('');
}

function escapeKey(key: string): string {
  return escapeCharacters(key).replace(/[ :=#!]/g, (character) => `\\${character}`);
}

function escapeValue(value: string): string {
  // Only leading blanks would be lost; the rest of the value is taken as it is.
  return escapeCharacters(value).replace(/^ +/, (blanks) => blanks.replaceAll(' ', '\\ '));
}

function escapeCharacters(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
