import { ConfigError } from './config.ts';

const variable = 'POLYBROKER_TEST_KILL_AT';

/**
 * A test aid, and therefore no setting: the point of the reconciler's work, such as `creating/startBrokers/done`, at
 * which the server ends itself as by kill -9. Null where none is set, as always outside of tests.
 * @throws ConfigError
 */
export function readFaultPoint(environment: Readonly<Record<string, string | undefined>>): string | null {
  const point = environment[variable];
  if (point === undefined || point === '') return null;
  if (/^[a-z]+\/[\w:-]+\/(done|journalled)$/.test(point)) return point;
  throw new ConfigError(
    `${variable} cannot be ${JSON.stringify(point)}; allowed: <status>/<step>/done or …/journalled, such as creating/startBrokers/done.`,
  );
}
