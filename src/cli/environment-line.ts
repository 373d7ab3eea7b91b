/**
 * `NAME=value`, quoted where need be so that `node --env-file` and shells read the same value back. Within quotes neither
 * knows a way to write the quote itself, so the kind of quote is one that the value lacks.
 * @throws Error for a value that holds all kinds of quotes
 */
export function environmentLine(name: string, value: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]*$/.test(value)) return `${name}=${value}`;
  if (!value.includes("'")) return `${name}='${value}'`;
  // Shells would expand these within double quotes.
  if (!/["$`\\]/.test(value)) return `${name}="${value}"`;
  throw new Error(
    `${name} cannot be written to credentials.env: it holds a ' together with one of " $ \` \\. Choose another value.`,
  );
}
