import type { KafkaInstance } from '../../domain/instance/instance.ts';
import type { Cluster } from '../engine.ts';

export type KafkaCluster = Cluster<KafkaInstance>;
