import { attributeChanges, type AttributeParameters } from '../ckafka/attribute-changes.ts';
import { withinSpending } from '../ckafka/spending.ts';
import { flowResult, writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

/** Changes the name, what topics inherit, what happens when the disk is full, public bandwidth and protection. */
export const modifyInstanceAttributes = operation<AttributeParameters>(
  'ckafka',
  'ModifyInstanceAttributes',
  async ({ caller, parameters }, services) => {
    const { instances } = services;
    const id = checkInstanceId(parameters.InstanceId);
    const changes = attributeChanges(parameters);
    const allow = parameters.PublicNetwork === undefined ? undefined : withinSpending(services);
    if (changes.instance !== null) await instances.update(caller, id, changes.instance, allow);
    if (changes.cluster !== null) return flowResult(await instances.change(caller, id, changes.cluster));
    if (changes.instance === null) await instances.get(caller, id);
    return writeResult();
  },
);
