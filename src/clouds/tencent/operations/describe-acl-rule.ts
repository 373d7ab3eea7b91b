import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { aclRuleView, patternType } from '../ckafka/acl-rule-words.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly RuleName?: string;
  readonly PatternType?: string;
  /** Whether less is to be shown; all is shown. */
  readonly IsSimplified?: boolean;
}

export const describeAclRule = operation<Parameters>(
  'ckafka',
  'DescribeAclRule',
  async ({ caller, parameters }, { clusters, accessRuleSets }) => {
    const { RuleName: name = '', PatternType: type = '' } = parameters;
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await clusters.of(caller, id);
    const topics = (await ownerTopics(administration.topics)).map((topic) => topic.name);
    const found = (await accessRuleSets.list(caller, id)).filter(
      (set) => (name === '' || set.name === name) && (type === '' || patternType(set) === type),
    );
    const AclRuleList = found.map((set) => aclRuleView(id, set, topics));
    return { Result: { TotalCount: found.length, AclRuleList } };
  },
);
