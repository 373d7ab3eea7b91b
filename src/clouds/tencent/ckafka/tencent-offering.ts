import type { KafkaInstance, Offering, TencentOffering } from '../../../domain/instance/instance.ts';

/** What was ordered. Tencent's operations reach no instance of another cloud: those have ids of another form. */
export function tencentOffering({ offering }: Pick<KafkaInstance, 'offering'>): TencentOffering {
  return requireTencent(offering);
}

/** A change of what was ordered, in the form in which the domain takes it. */
export function changeOffering(
  change: (before: TencentOffering) => Partial<TencentOffering>,
): (before: Offering) => Offering {
  return (before) => {
    const offering = requireTencent(before);
    return { ...offering, ...change(offering) };
  };
}

function requireTencent(offering: Offering): TencentOffering {
  if (offering.cloud === 'tencent') return offering;
  throw new Error(`An instance that was ordered at ${offering.cloud} came to Tencent's dialect.`);
}
