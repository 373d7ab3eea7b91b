/** The network catalog of a project: what instances are placed into. Addresses of brokers are the runtime's business. */
export interface Vpc {
  readonly id: string;
  readonly projectId: string;
  readonly enterpriseProjectId: string;
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly createdAtMs: number;
}

export interface Subnet {
  readonly id: string;
  readonly projectId: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly gatewayIp: string;
  /** Addresses of name servers, as given. Instances are reached by address: nothing here asks them. */
  readonly nameServers: readonly string[];
  /** Domain zone id (`a`). */
  readonly zone: string;
  readonly createdAtMs: number;
}

export interface SecurityGroup {
  readonly id: string;
  readonly projectId: string;
  readonly enterpriseProjectId: string;
  readonly name: string;
  readonly description: string;
  readonly rules: readonly SecurityGroupRule[];
  readonly createdAtMs: number;
}

/** The networks that an instance is in. */
export interface ResolvedPlace {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  /** Null where none was chosen. */
  readonly securityGroup: SecurityGroup | null;
}

/** One permission; null means any. */
export interface SecurityGroupRule {
  readonly id: string;
  readonly description: string;
  readonly direction: 'ingress' | 'egress';
  readonly ipVersion: 4 | 6;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | null;
  /** Of ICMP the type. */
  readonly portMin: number | null;
  /** Of ICMP the code. */
  readonly portMax: number | null;
  readonly remoteCidr: string | null;
  readonly remoteGroupId: string | null;
}
