import type { Operation } from '../operation.ts';
import { describeEndpoints } from './describe-endpoints.ts';

/** All calls that are answered. */
export const operations: readonly Operation[] = [describeEndpoints];
