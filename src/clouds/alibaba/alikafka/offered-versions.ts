/** What ServiceVersion may be: the first two are the documentation's of StartInstance, the others newer series'. */
export const offeredKafkaVersions: readonly string[] = ['0.10.2', '2.2.0', '2.6.2', '3.3.1'];

/** The series in which an instance goes up by UpgradeInstanceVersion; 3.3.1 is another one, which only new instances have. */
const series = ['0.10.2', '2.2.0', '2.6.2'] as const;

/** What an instance of this version may become. */
export function upgradeTargets(version: string): readonly string[] {
  const at = series.findIndex((one) => one === version);
  return at === -1 ? [] : series.slice(at + 1);
}
