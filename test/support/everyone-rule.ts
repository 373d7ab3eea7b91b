import type { SecurityGroupRule } from '../../src/domain/network/network.ts';

/** The rule of a security group that admits everyone. */
export const everyoneRule: SecurityGroupRule = {
  id: 'everyone',
  description: '',
  direction: 'ingress',
  ipVersion: 4,
  protocol: null,
  portMin: null,
  portMax: null,
  remoteCidr: null,
  remoteGroupId: null,
};
