import { DomainError, type DomainErrorKind } from '../../../domain/errors.ts';
import type { ErrorCode } from '../error-catalog.ts';
import { HuaweiError } from '../errors.ts';
import type { Operation } from '../operation.ts';

/** What an operation of the network service is about: its codes of wrong parameters and of refused changes differ. */
type Subject = 'vpc' | 'subnet' | 'security-group' | 'public-address';

type Codes = Readonly<Partial<Record<DomainErrorKind, ErrorCode>>>;

/** From the error code page of Huawei's VPC API reference (`vpc_api_0003`) and of its EIP API reference. */
const codesOfAll: Codes = {
  'vpc-not-found': 'VPC.0003',
  'subnet-not-found': 'VPC.0202',
  'subnet-not-in-vpc': 'VPC.0207',
  'security-group-not-found': 'VPC.0603',
  'rule-not-found': 'VPC.0603',
  'rule-exists': 'VPC.0602',
  'cidr-overlaps': 'VPC.0204',
  'zone-not-found': 'VPC.0201',
  'enterprise-project-not-found': 'VPC.0011',
  'address-not-found': 'VPC.0504',
  'address-pool-empty': 'VPC.0532',
};

const codesOf: Readonly<Record<Subject, Codes>> = {
  vpc: { 'invalid-parameter': 'VPC.0101', 'network-in-use': 'VPC.0104', 'cidr-outside': 'VPC.0117' },
  subnet: { 'invalid-parameter': 'VPC.0201', 'network-in-use': 'VPC.0209', 'cidr-outside': 'VPC.0203' },
  'security-group': { 'invalid-parameter': 'VPC.0601', 'network-in-use': 'VPC.0602' },
  'public-address': { 'invalid-parameter': 'VPC.0501', 'address-in-use': 'VPC.0517' },
};

/** Huawei's names of the domain's fields. */
const parameterOfField: Readonly<Record<string, string>> = {
  name: 'name',
  description: 'description',
  cidr: 'cidr',
  gatewayIp: 'gateway_ip',
  nameServers: 'dnsList',
  zone: 'availability_zone',
  portMin: 'port_range_min',
  remoteCidr: 'remote_ip_prefix',
  address: 'ip_address',
  enterpriseProjectId: 'enterprise_project_id',
};

/** The operation, with what the domain refuses worded as the network service does (the message service has other codes). */
export function inNetworkWords(subject: Subject, operation: Operation): Operation {
  return {
    ...operation,
    async run(call, services) {
      try {
        return await operation.run(call, services);
      } catch (error) {
        throw error instanceof DomainError ? toNetworkError(subject, error) : error;
      }
    },
  };
}

function toNetworkError(subject: Subject, error: DomainError): Error {
  const code = codeOf(subject, error);
  if (code === undefined) return error;
  const parameter = error.field === null ? undefined : parameterOfField[error.field];
  return new HuaweiError(
    code,
    parameter === undefined ? error.message : `Parameter ${parameter}: ${error.message}`,
  );
}

function codeOf(subject: Subject, { kind, field }: DomainError): ErrorCode | undefined {
  if (subject === 'subnet' && kind === 'invalid-parameter' && field === 'cidr') return 'VPC.0212';
  // A certain address that cannot be had is a wrong parameter; one that cannot be released is a conflict.
  if (kind === 'address-in-use' && field === 'address') return 'VPC.0501';
  return codesOf[subject][kind] ?? codesOfAll[kind];
}
