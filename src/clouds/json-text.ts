const decoder = new TextDecoder('utf-8', { fatal: true });

/** No body of the clouds has more than 6 levels. What is nested thousands deep overflows the stack of all that looks at it, but JSON.parse. */
export const jsonLevelsAtMost = 32;

/** What a body holds as JSON, or why it does not. The text is in no answer of ours: it may hold passwords. */
export type JsonText =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'too-deep' };

/** Parses JSON in UTF-8. */
export function parseJsonText(body: Uint8Array): JsonText {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(body));
  } catch {
    return { kind: 'not-json' };
  }
  return hasMoreLevels(value, jsonLevelsAtMost) ? { kind: 'too-deep' } : { kind: 'value', value };
}

function hasMoreLevels(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((below) => hasMoreLevels(below, levels - 1));
}
