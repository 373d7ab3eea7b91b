import type { CreateBody } from '../create-body.ts';
import { checkPassword, checkUserName } from './login.ts';

export interface KafkaManagerLogin {
  readonly user: string | null;
  readonly password: string | null;
}

/**
 * The login of Kafka Manager. The seed calls both parameters mandatory, the current SDK's model has neither: both or none.
 * @throws HuaweiError DMS.00400012, DMS.00400015
 */
export function resolveKafkaManager(
  body: Pick<CreateBody, 'kafka_manager_user' | 'kafka_manager_password'>,
): KafkaManagerLogin {
  if (body.kafka_manager_user === undefined && body.kafka_manager_password === undefined) {
    return { user: null, password: null };
  }
  const user = checkUserName('kafka_manager_user', body.kafka_manager_user);
  return { user, password: checkPassword('kafka_manager_password', body.kafka_manager_password, user) };
}
