import { roughly } from '../limits/bandwidth.ts';
import { clientProofsBy } from '../limits/client-proofs.ts';

/** What `npm test` proves elsewhere (addresses, a full storage) is left out; `npm run test:limits` proves all of it, on more versions and as promised. */
const left = /^(bandwidth|partitions|topics|only the control plane)/;

clientProofsBy(roughly, (claim) => left.test(claim)).declare('2.3.0', () => undefined);
