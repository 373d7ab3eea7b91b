import type { HuaweiOffering, Instance } from '../../../domain/instance/instance.ts';

/** What was ordered. Huawei's operations reach no instance of another cloud: those have ids of another form. */
export function huaweiOffering({ id, offering }: Instance): HuaweiOffering {
  if (offering.cloud === 'huawei') return offering;
  throw new Error(`Instance ${id} was ordered at ${offering.cloud}`);
}
