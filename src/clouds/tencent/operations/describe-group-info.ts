import { groupInfo } from '../ckafka/group-view.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly GroupList: readonly string[];
}

/** Groups with their members. One that does not exist is dead, as brokers tell of it. */
export const describeGroupInfo = operation<Parameters>(
  'ckafka',
  'DescribeGroupInfo',
  async ({ caller, parameters }, { consumerGroups }) => {
    const id = checkInstanceId(parameters.InstanceId);
    const known = new Map((await consumerGroups.list(caller, id)).map((group) => [group.id, group]));
    return {
      Result: parameters.GroupList.map((name) =>
        groupInfo(
          known.get(name) ?? { id: name, state: 'dead', protocolType: '', assignor: '', members: [] },
        ),
      ),
    };
  },
);
