import type { ResendResult } from '../../../domain/rocketmq-administration/messages.ts';

export function resendView({ messageId, failure }: ResendResult) {
  return {
    msg_id: messageId,
    error_code: failure === null ? '' : 'DMS.00400062',
    error_message: failure ?? '',
  };
}
