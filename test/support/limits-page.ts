import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { after as afterAll } from 'node:test';
import type { DeclaredGroup } from './limit-proof.ts';

/** What was measured, by claim and version. */
export type Outcomes = Map<string, Map<string, string>>;

/** What a page of measured limits said before: a run of some rows or versions leaves the others as they are. */
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

/** What a page says around its table. */
export interface LimitsPageText {
  readonly title: string;
  /** Who wrote it and what the lines are about; the machine is told after it. */
  readonly before: string;
  readonly after: string;
}

/** docs/limits-measured.md and its like. Claims that nobody makes any more are left out. */
export function limitsPage(
  outcomes: Outcomes,
  claims: readonly string[],
  versions: readonly string[],
  machine: string,
  { title, before, after }: LimitsPageText,
): string {
  const rows = claims.map((claim) => [
    claim,
    ...versions.map((version) => outcomes.get(claim)?.get(version) || 'not run yet'),
  ]);
  return `# ${title}

${before} Measured on ${machine}, which had other work at the same time.

${line(['claim', ...versions])}
${line(['---', ...versions.map(() => '---')])}
${rows.map(line).join('\n')}

${after}
`;
}

/** Declares the proofs of the groups on the versions, and writes what they showed to a page of `docs` once all have ended. */
export function proveOnPage(
  groups: readonly DeclaredGroup[],
  allVersions: readonly string[],
  pageUrl: URL,
  text: LimitsPageText,
): void {
  const versions = chosen('POLYBROKER_TEST_VERSIONS') ?? allVersions;
  const names = chosen('POLYBROKER_TEST_LIMITS') ?? groups.map(({ name }) => name);
  const outcomes: Outcomes = new Map();
  for (const version of versions) {
    for (const group of groups.filter(({ name }) => names.includes(name))) {
      group.declare(version, (claim, outcome) => {
        outcomes.set(claim, (outcomes.get(claim) ?? new Map<string, string>()).set(version, outcome));
      });
    }
  }
  afterAll(() => {
    // Read now and not before: another run may have ended meanwhile.
    const all: Outcomes = existsSync(pageUrl) ? outcomesOnPage(readFileSync(pageUrl, 'utf8')) : new Map();
    for (const [claim, cells] of outcomes) {
      all.set(claim, new Map([...(all.get(claim) ?? []), ...cells]));
    }
    const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
    const claims = groups.flatMap((group) => group.claims);
    writeFileSync(pageUrl, limitsPage(all, claims, allVersions, machine, text));
  });
}

function chosen(name: string): readonly string[] | undefined {
  return process.env[name]?.split(',');
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
