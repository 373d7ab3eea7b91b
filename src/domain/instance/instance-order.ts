import type { EngineName, KafkaSpec, Offering, PublicAccess } from './instance.ts';

/** A checked request for a new instance, in domain words; the dialect that took it has applied its cloud's own rules. */
export interface InstanceOrder {
  /** The id in the cloud's own form; left out where it is a UUID. */
  readonly id?: string;
  /** Whether the id is that of a reservation, which is used up; left out for no. */
  readonly isReserved?: boolean;
  readonly engine: EngineName;
  readonly name: string;
  /** Whether the cloud refuses two live instances of one name in a project. */
  readonly nameIsUnique: boolean;
  readonly description: string;
  readonly version: string;
  readonly offering: Offering;
  readonly spec: Omit<KafkaSpec, 'publicAccess'> & { readonly publicAccess: PublicAccessOrder | null };
  /** The password of the client user where `spec.access` asks for a login, otherwise null. */
  readonly userPassword: string | null;
  readonly kafkaManagerPassword: string | null;
}

/** Which public addresses of the project the brokers shall have, the first broker's first. */
export interface PublicAccessOrder extends Omit<PublicAccess, 'addresses'> {
  readonly publicAddressIds: readonly string[];
}
