import type { Operation } from '../operation.ts';
import { showGroup } from './show-group.ts';

/** ShowGroup at the path that names the engine. */
export const listInstanceConsumerGroup: Operation = {
  ...showGroup,
  name: 'ListInstanceConsumerGroup',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}'],
};
