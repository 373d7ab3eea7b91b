import { readFileSync, readdirSync } from 'node:fs';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import Value from 'typebox/value';

const lockSchema = Type.Object(
  {
    engine: Type.String({ pattern: '^[a-z]+$' }),
    version: Type.String({ pattern: '^[0-9]+(\\.[0-9]+)+$' }),
    jars: Type.Array(
      Type.Object(
        {
          // Parts of a coordinate become parts of a path and of an address, so that dots alone are refused.
          coordinates: Type.String({ pattern: '^[A-Za-z0-9][\\w.-]*(:[A-Za-z0-9][\\w.-]*){2}$' }),
          size: Type.Integer({ minimum: 1 }),
          sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);

/** The exact jars that one version of an engine runs from, in classpath order. */
export type EngineLock = Readonly<Pick<Static<typeof lockSchema>, 'engine' | 'version'>> & {
  readonly jars: readonly LockedJar[];
};

/** One jar: `coordinates` are `group:artifact:version`, `size` is in bytes, `sha256` in lower-case hex. */
export type LockedJar = Readonly<Static<typeof lockSchema>['jars'][number]>;

const locksDirectory = new URL('../locks/', import.meta.url);

/**
 * Reads `src/engines/locks/<name>.json`, such as `kafka-2.3.1`. `scripts/lock-engine.ts` writes these files.
 * @throws Error that says what is wrong where the file is missing or malformed
 */
export function loadEngineLock(name: string): EngineLock {
  const file = new URL(`${encodeURIComponent(name)}.json`, locksDirectory);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const known = readdirSync(locksDirectory).map((entry) => entry.replace(/\.json$/, ''));
    throw new Error(`There is no engine lock "${name}"; there are: ${known.toSorted().join(', ')}.`, {
      cause: error,
    });
  }
  return parseEngineLock(text, `${name}.json`);
}

/** Checks the text of a lock file; `source` names it in error messages. */
export function parseEngineLock(text: string, source: string): EngineLock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`The engine lock ${source} is not JSON: ${String(error)}`, { cause: error });
  }
  if (!Value.Check(lockSchema, value)) {
    const first = Value.Errors(lockSchema, value)[0];
    throw new Error(
      `The engine lock ${source} is malformed at ${first?.instancePath || '/'}: ${first?.message ?? 'unknown'}.`,
    );
  }
  const seen = new Set<string>();
  for (const { coordinates } of value.jars) {
    const artifact = coordinates.slice(0, coordinates.lastIndexOf(':'));
    // Two versions of one artifact on a classpath: which classes win would be an accident of the order.
    if (seen.has(artifact)) throw new Error(`The engine lock ${source} lists ${artifact} twice.`);
    seen.add(artifact);
  }
  return value;
}
