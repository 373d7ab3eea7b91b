import { proveDeletion, proveRefusalOfCompacted } from './deleted-oldest.ts';
import { limitProofs } from '../support/limit-proof.ts';
import { proveOwnGuard } from './left-alone.ts';
import { proveRefusalWhenFull } from './refused-when-full.ts';
import { proveSeenUse } from './seen-use.ts';
import { proveStoredElsewhere } from './stored-elsewhere.ts';
import { startWatchedCluster, type WatchedCluster } from './watched-cluster.ts';

/** What happens where the storage is full, on two brokers that share 100 MiB. */
export const storageProofs = limitProofs<WatchedCluster>({
  name: 'storage',
  timeoutMs: 900_000,
  start: startWatchedCluster,
  end: (cluster) => cluster.dispose(),
  proofs: [
    { claim: 'used bytes are seen within 10 s', run: proveSeenUse },
    {
      claim:
        'at 95 % the oldest messages go, producers never stop, and the most that was used stays within bounds',
      run: proveDeletion,
    },
    {
      claim: 'where only compacted messages are left, producers are refused until there is room',
      run: proveRefusalOfCompacted,
    },
    {
      claim:
        'with the other policy every kind of producer is refused while the storage is full, consumers go on',
      run: proveRefusalWhenFull,
    },
    {
      claim: 'without a control plane brokers refuse producers by themselves soon after the storage is full',
      run: proveOwnGuard,
    },
    {
      claim: 'messages lie where the storage class or encryption key says, also after a crash',
      run: proveStoredElsewhere,
    },
  ],
});
