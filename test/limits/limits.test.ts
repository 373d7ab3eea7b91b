import { proveOnPage } from '../support/limits-page.ts';
import { clientProofs } from './client-proofs.ts';
import { ipv6Proofs } from './ipv6-proofs.ts';
import { publicAccessProofs } from './public-access-proofs.ts';
import { storageProofs } from './storage-proofs.ts';
import { windowProofs } from './window-proofs.ts';
import { zoneProofs } from './zone-proofs.ts';

/** In the order of the page; a group is a line here. */
const groups = [clientProofs, storageProofs, zoneProofs, ipv6Proofs, publicAccessProofs, windowProofs];

proveOnPage(groups, ['0.10.2', '2.3.0', '4.3'], new URL('../../docs/limits-measured.md', import.meta.url), {
  title: 'Limits, as Kafka clients saw them',
  before: `Written by \`npm run test:limits\`, which proves each line with real brokers of each version and clients that are not ours.
What the lines are about stands in [limits.md](limits.md).`,
  after: `\`POLYBROKER_TEST_VERSIONS=2.3.0\` runs some versions only, \`POLYBROKER_TEST_LIMITS=clients\` some groups of
\`test/limits/limits.test.ts\`; the other cells stay as they were.`,
});
