import type { RocketmqInstance } from '../../domain/instance/instance.ts';
import type { Cluster } from '../engine.ts';

export type RocketmqCluster = Cluster<RocketmqInstance>;
