import type { Instance, KafkaSpec, Offering, PublicAccess, RocketmqSpec } from './instance.ts';

/** A checked request for a new instance, in domain words; the dialect that took it has applied its cloud's own rules. */
export type InstanceOrder = KafkaOrder | RocketmqOrder;

export type OrderOf<Own extends Instance> = Extract<InstanceOrder, { readonly engine: Own['engine'] }>;

export interface KafkaOrder extends OrderFacts {
  readonly engine: 'kafka';
  readonly spec: SpecOrder<KafkaSpec>;
  /** The password of the client user where `spec.access` asks for a login, otherwise null. */
  readonly userPassword: string | null;
  readonly kafkaManagerPassword: string | null;
}

export interface RocketmqOrder extends OrderFacts {
  readonly engine: 'rocketmq';
  readonly spec: SpecOrder<RocketmqSpec>;
}

type SpecOrder<Spec> = Omit<Spec, 'publicAccess'> & { readonly publicAccess: PublicAccessOrder | null };

interface OrderFacts {
  /** The id in the cloud's own form; left out where it is a UUID. */
  readonly id?: string;
  /** Whether the id is that of a reservation, which is used up; left out for no. */
  readonly isReserved?: boolean;
  readonly name: string;
  /** Whether the cloud refuses two live instances of one name in a project. */
  readonly nameIsUnique: boolean;
  readonly description: string;
  readonly version: string;
  readonly offering: Offering;
}

/** Which public addresses of the project the brokers shall have, the first broker's first. */
export interface PublicAccessOrder extends Omit<PublicAccess, 'addresses'> {
  readonly publicAddressIds: readonly string[];
}
