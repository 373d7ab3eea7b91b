const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * An answer as XML: each element of a list is an element of the list's name, and what is undefined is left out. Answers have
 * lists inside an object, so that this reads `<InstanceList><InstanceVO>…</InstanceVO></InstanceList>`.
 */
export function xmlText(root: string, content: object): string {
  return `${declaration}${element(root, content)}`;
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  const inside =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([key, below]) => element(key, below))
          .join('')
      : escaped(typeof value === 'string' ? value : JSON.stringify(value));
  // Keys that the caller chose, such as a block of addresses, may be no names of XML.
  if (!/^[A-Za-z_][\w.-]*$/.test(name))
    return `<Entry><Key>${escaped(name)}</Key><Value>${inside}</Value></Entry>`;
  return `<${name}>${inside}</${name}>`;
}

/** Characters that XML 1.0 has no way to write become U+FFFD: a parser would refuse the whole answer. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- these are the ones
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A bare carriage return would be read as a line feed.
      .replaceAll('\r', '&#13;')
  );
}
