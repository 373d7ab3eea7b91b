import { throttleRules, throttleRuleView } from '../ckafka/throttle-rules.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  /** A part of the user's name or the client's id. */
  readonly SearchWord?: string;
  /** 1 of the instance, 2 of topics, of which there are none. */
  readonly ThrottleDimension?: number;
}

export const describeThrottleRules = operation<Parameters>(
  'ckafka',
  'DescribeThrottleRules',
  async ({ caller, parameters }, { clusters }) => {
    const { offset, limit } = pageOf(parameters, 20, 200);
    const { SearchWord: word = '', ThrottleDimension: dimension = 1 } = parameters;
    if (dimension !== 1 && dimension !== 2) throw badValue('ThrottleDimension', dimension, '1 or 2');
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const rules = dimension === 2 ? [] : await throttleRules(administration);
    const found = rules
      .map((rule) => throttleRuleView(rule, instance.spec.brokerCount))
      .filter(({ ClientId: id, UserName: name }) => id.includes(word) || name.includes(word));
    return { Result: { TotalCount: found.length, ThrottleRuleList: found.slice(offset, offset + limit) } };
  },
);
