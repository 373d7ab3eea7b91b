import { proveOnPage } from '../support/limits-page.ts';
import { bandwidthProofs } from './bandwidth.ts';
import { instanceProofs } from './instance-proofs.ts';
import { publicProofs } from './public.ts';
import { storageProofs } from './storage.ts';
import { upgradeProofs } from './upgrade.ts';

/** In the order of the page; a group is a line here. */
const groups = [instanceProofs, publicProofs, upgradeProofs, storageProofs, bandwidthProofs];

proveOnPage(
  groups,
  ['0.10.2', '2.2.0', '2.6.2', '3.3.1'],
  new URL('../../docs/alikafka-measured.md', import.meta.url),
  {
    title: 'Alibaba’s instances, as Kafka clients saw them',
    before: `Written by \`npm run test:alikafka\`, which orders and deploys an instance of each version through Alibaba's API and proves each line
with Kafka clients that are not ours: kafkajs, kcat, and Kafka's own tools of that version. What the lines are about stands in
[limits.md](limits.md#alibaba-orders-and-startinstance).`,
    after: `\`POLYBROKER_TEST_VERSIONS=2.2.0\` runs some versions only, \`POLYBROKER_TEST_LIMITS=storage\` some groups of
\`test/alikafka/alikafka.test.ts\`; the other cells stay as they were.`,
  },
);
