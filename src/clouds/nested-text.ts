/** Parameters of the clouds have at most 4 levels. */
const levelsAtMost = 8;

export type NestedText = { [name: string]: NestedText | string };

/** What the names mean, or the first that stands for a value and for an object, or is too deep. */
export type NestedParameters =
  | { readonly kind: 'nested'; readonly value: NestedText }
  | { readonly kind: 'contradiction'; readonly name: string };

/**
 * Builds what `Filters.0.Name=x` means: `{ Filters: { 0: { Name: 'x' } } }`. That `0` is an index and `x` perhaps a number,
 * the catalog of the cloud says.
 */
export function nestText(values: ReadonlyMap<string, string>): NestedParameters {
  const root: NestedText = bare();
  for (const [path, value] of values) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    if (steps.length >= levelsAtMost) return { kind: 'contradiction', name: path };
    let level = root;
    for (const step of steps) {
      const below = (level[step] ??= bare());
      if (typeof below === 'string') return { kind: 'contradiction', name: path };
      level = below;
    }
    if (typeof level[last] === 'object') return { kind: 'contradiction', name: path };
    level[last] = value;
  }
  return { kind: 'nested', value: root };
}

/** `Name.0`, `Name.1`, … in their order; null where the value is no such list. */
export function listedText(value: NestedText | string): readonly (NestedText | string)[] | null {
  if (typeof value === 'string') return null;
  const entries = Object.entries(value);
  if (!entries.every(([index]) => /^\d{1,4}$/.test(index))) return null;
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, element]) => element);
}

/** Without a prototype: `__proto__` is a name like any other. */
function bare(): NestedText {
  return Object.create(null) as NestedText;
}
