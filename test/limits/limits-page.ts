/** What was measured, by claim and version. */
export type Outcomes = Map<string, Map<string, string>>;

/** What docs/limits-measured.md said before: a run of some rows or versions leaves the others as they are. */
export function outcomesOnPage(page: string): Outcomes {
  const rows = page.split('\n').filter((text) => text.startsWith('| '));
  const [header = [], , ...lines] = rows.map(cellsOf);
  return new Map(
    lines.map(([claim = '', ...cells]) => [
      claim,
      new Map(cells.map((cell, index) => [header[index + 1] ?? '', cell])),
    ]),
  );
}

/** docs/limits-measured.md. Claims that nobody makes any more are left out. */
export function limitsPage(
  outcomes: Outcomes,
  claims: readonly string[],
  versions: readonly string[],
  machine: string,
): string {
  const rows = claims.map((claim) => [
    claim,
    ...versions.map((version) => outcomes.get(claim)?.get(version) || 'not run yet'),
  ]);
  return `# Limits, as Kafka clients saw them

Written by \`npm run test:limits\`, which proves each line with real brokers of each version and clients that are not ours.
What the lines are about stands in [limits.md](limits.md). Measured on ${machine}, which had other work at the same time.

${line(['claim', ...versions])}
${line(['---', ...versions.map(() => '---')])}
${rows.map(line).join('\n')}

\`POLYBROKER_TEST_VERSIONS=2.3.0\` runs some versions only, \`POLYBROKER_TEST_LIMITS=clients\` some groups of
\`test/limits/limits.test.ts\`; the other cells stay as they were.
`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellsOf(row: string): readonly string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
