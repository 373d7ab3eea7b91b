import { options } from '../config/options.ts';

/** The text of `--help`. */
export function helpText(): string {
  const rows = options.map((option) => ({
    left: `--${option.flag} ${option.placeholder}`,
    right: `${option.help} (default: ${option.defaultText})`,
    variable: option.variable,
  }));
  const width = Math.max(...rows.map((row) => row.left.length)) + 2;
  return [
    'Polybroker: the message-queue APIs of three clouds on one port, real Kafka behind them.',
    '',
    'Usage: npm start -- [flags]',
    '',
    ...rows.flatMap((row) => [
      `  ${row.left.padEnd(width)}${row.right}`,
      `  ${''.padEnd(width)}environment: ${row.variable}`,
    ]),
    `  ${'--config FILE'.padEnd(width)}JSON file of the same settings (environment: POLYBROKER_CONFIG)`,
    `  ${'--help, --version'.padEnd(width)}print this, or the version, and end`,
    '',
    'Flags win over the environment, the environment over the config file.',
  ].join('\n');
}
