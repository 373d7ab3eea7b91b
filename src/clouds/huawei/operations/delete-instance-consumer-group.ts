import type { Operation } from '../operation.ts';
import { deleteGroup } from './delete-group.ts';

/** DeleteGroup at the path that names the engine. */
export const deleteInstanceConsumerGroup: Operation = {
  ...deleteGroup,
  name: 'DeleteInstanceConsumerGroup',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/groups/{group}'],
};
