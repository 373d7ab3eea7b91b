import { versionSuite } from '../versions/version-suite.ts';

// The oldest, through ZooKeeper in much; one in the middle, which restarts through a cloud's API in test/contract; the newest,
// without ZooKeeper. `npm run test:versions` runs all of them, with restarts.
for (const asked of ['0.10.2', '2.3.0', '4.3']) versionSuite(asked, { withRestarts: false });
