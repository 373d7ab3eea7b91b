import { randomBytes } from 'node:crypto';
import { composeServices as compose } from '../../src/compose-services.ts';
import type { Administrations } from '../../src/domain/administration/cluster-administration.ts';
import type { RocketmqAdministrations } from '../../src/domain/rocketmq-administration/rocketmq-administration.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { createStoragePlaces } from '../../src/domain/instance/storage-places.ts';
import type { ClientConnections } from '../../src/domain/instance/client-connections.ts';
import type { InstanceServiceParts } from '../../src/domain/instance/instance-service.ts';
import { createEnterpriseProjects } from '../../src/domain/identity/enterprise-project.ts';
import type { Store } from '../../src/domain/store.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';
import { now } from './owners.ts';

/** One enterprise project beside the default one. */
const enterpriseProjects = createEnterpriseProjects([{ id: 'ep-1', name: 'billing' }]);

/** As of brokers that are all down. */
const noBrokers = {
  of: () => Promise.reject(new DomainError('instance-unavailable', 'No broker answers.')),
};
const noMembers = () => Promise.resolve(new Set<string>());

export interface ComposedOptions extends Partial<
  Pick<InstanceServiceParts, 'nowMs' | 'instanceQuota' | 'runningMembers'>
> {
  readonly administrations?: Pick<Administrations, 'of'>;
  readonly clientConnections?: ClientConnections;
  readonly encryptionKeys?: ReadonlyMap<string, string>;
  readonly rocketmqAdministrations?: Pick<RocketmqAdministrations, 'of'>;
}

/** What every cloud's dialect is made of. Without options the clock stands still. */
export function composeServices(
  store: Store,
  {
    nowMs = () => now,
    instanceQuota = 100,
    runningMembers = noMembers,
    administrations = noBrokers,
    clientConnections = () => new Map(),
    encryptionKeys = new Map(),
    rocketmqAdministrations = noBrokers,
  }: ComposedOptions = {},
) {
  const defects: object[] = [];
  const services = {
    ...compose({
      store,
      enterpriseProjects,
      storagePlaces: createStoragePlaces({ classes: new Map(), encryptionKeys }),
      hasIpv6: false,
      administrations,
      clientConnections,
      rocketmqAdministrations,
      tokenSeal: createSeal(randomBytes(32)),
      nowMs,
      wake: () => {},
      scheduleChanged: () => {},
      limitsChanged: () => {},
      runningMembers,
      instanceQuota,
    }),
    log: { ...silentLog, error: (fields: object) => void defects.push(fields) },
  };
  return { services, defects: defects as readonly object[] };
}
