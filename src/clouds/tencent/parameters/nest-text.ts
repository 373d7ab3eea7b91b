import { TencentError } from '../errors.ts';

/** Parameters of the catalogs have at most 4 levels. */
const levelsAtMost = 8;

type Nested = { [name: string]: Nested | string };

/**
 * Builds what `Filters.0.Name=x` means: `{ Filters: { 0: { Name: 'x' } } }`. That `0` is an index and `x` perhaps a number,
 * the catalog says.
 * @throws TencentError InvalidParameter where a name stands for a value and for an object
 */
export function nestText(values: ReadonlyMap<string, string>): object {
  const root: Nested = bare();
  for (const [path, value] of values) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    if (steps.length >= levelsAtMost) throw contradiction(path);
    let level = root;
    for (const step of steps) {
      const below = (level[step] ??= bare());
      if (typeof below === 'string') throw contradiction(path);
      level = below;
    }
    if (typeof level[last] === 'object') throw contradiction(path);
    level[last] = value;
  }
  return root;
}

/** Without a prototype: `__proto__` is a name like any other. */
function bare(): Nested {
  return Object.create(null) as Nested;
}

function contradiction(path: string): TencentError {
  return new TencentError('InvalidParameter', `The parameter \`${path.slice(0, 200)}\` contradicts another.`);
}
