import type { AlibabaOffering, Offering } from '../../../domain/instance/instance.ts';

/** What was ordered. Alibaba's operations reach no instance of another cloud: those have ids of another form. */
export function alibabaOffering({ offering }: { readonly offering: Offering }): AlibabaOffering {
  if (offering.cloud === 'alibaba') return offering;
  throw new Error(`An instance that was ordered at ${offering.cloud} came to Alibaba's dialect.`);
}
