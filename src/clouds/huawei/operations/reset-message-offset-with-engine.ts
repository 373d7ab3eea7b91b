import type { Operation } from '../operation.ts';
import { resetMessageOffset } from './reset-message-offset.ts';

/** ResetMessageOffset at the path that names the engine. */
export const resetMessageOffsetWithEngine: Operation = {
  ...resetMessageOffset,
  name: 'ResetMessageOffsetWithEngine',
  method: 'PUT',
  paths: ['/v2/kafka/{project_id}/instances/{instance_id}/groups/{group}/reset-message-offset'],
};
