/** What a month of one of each costs. */
export interface PriceList {
  readonly currency: string;
  readonly instance: number;
  readonly bandwidthMibps: number;
  readonly storageGib: number;
  readonly partition: number;
  readonly topic: number;
  readonly publicMbitps: number;
}

export const freeOfCharge: PriceList = {
  currency: 'CNY',
  instance: 0,
  bandwidthMibps: 0,
  storageGib: 0,
  partition: 0,
  topic: 0,
  publicMbitps: 0,
};

const parts: Readonly<Record<string, Exclude<keyof PriceList, 'currency'>>> = {
  instance: 'instance',
  bandwidth: 'bandwidthMibps',
  disk: 'storageGib',
  partition: 'partition',
  topic: 'topic',
  public: 'publicMbitps',
};

/**
 * The prices of a text such as `bandwidth=8.5, disk=0.4, currency=USD`, each of a month; what is left out costs nothing.
 * @returns null where the text is not such a list or names something twice
 */
export function parsePriceList(text: string): PriceList | null {
  const list: { -readonly [Key in keyof PriceList]: PriceList[Key] } = { ...freeOfCharge };
  const seen = new Set<string>();
  for (const part of text === '' ? [] : text.split(',')) {
    const [name = '', value = '', ...more] = part.split('=').map((word) => word.trim());
    if (more.length > 0 || seen.has(name)) return null;
    seen.add(name);
    const key = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (name === 'currency' && /^[A-Z]{3}$/.test(value)) list.currency = value;
    else if (key !== undefined && /^\d{1,9}(\.\d{1,6})?$/.test(value)) list[key] = Number(value);
    else return null;
  }
  return list;
}
