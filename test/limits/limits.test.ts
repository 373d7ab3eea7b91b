import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { after } from 'node:test';
import { clientProofs } from './client-proofs.ts';
import { ipv6Proofs } from './ipv6-proofs.ts';
import { storageProofs } from './storage-proofs.ts';
import { limitsPage, outcomesOnPage } from './limits-page.ts';
import { publicAccessProofs } from './public-access-proofs.ts';
import { windowProofs } from './window-proofs.ts';
import { zoneProofs } from './zone-proofs.ts';

const allVersions = ['0.10.2', '2.3.0', '4.3'];
/** In the order of the page; a group is a line here. */
const groups = [clientProofs, storageProofs, zoneProofs, ipv6Proofs, publicAccessProofs, windowProofs];

const chosen = (name: string) => process.env[name]?.split(',');
const versions = chosen('POLYBROKER_TEST_VERSIONS') ?? allVersions;
const names = chosen('POLYBROKER_TEST_LIMITS') ?? groups.map(({ name }) => name);
const page = new URL('../../docs/limits-measured.md', import.meta.url);
const outcomes = new Map<string, Map<string, string>>();

for (const version of versions) {
  for (const group of groups.filter(({ name }) => names.includes(name))) {
    group.declare(version, (claim, outcome) => {
      outcomes.set(claim, (outcomes.get(claim) ?? new Map<string, string>()).set(version, outcome));
    });
  }
}

after(() => {
  // Read now and not before: another run may have ended meanwhile.
  const all = outcomesOnPage(readFileSync(page, 'utf8'));
  for (const [claim, cells] of outcomes) {
    all.set(claim, new Map([...(all.get(claim) ?? []), ...cells]));
  }
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
  const claims = groups.flatMap((group) => group.claims);
  writeFileSync(page, limitsPage(all, claims, allVersions, machine));
});
