import { versionSuite } from '../versions/version-suite.ts';

// The one in the middle has tests of its own; `npm run test:versions` runs all of them, with their administration.
for (const asked of ['0.10.2', '4.3']) versionSuite(asked, { withAdministration: false });
