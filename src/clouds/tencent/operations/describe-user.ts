import { timeText, numberOfName } from '../ckafka/user-rules.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly SearchWord?: string;
}

/** Users by name. When a password was changed last is not kept, so that UpdateTime is when the user was made. */
export const describeUser = operation<Parameters>(
  'ckafka',
  'DescribeUser',
  async ({ caller, parameters }, { instanceUsers }) => {
    const { offset, limit } = pageOf(parameters, 20, 100);
    const word = parameters.SearchWord ?? '';
    const users = await instanceUsers.list(caller, checkInstanceId(parameters.InstanceId));
    const found = users.filter(({ name }) => name.includes(word));
    return {
      Result: {
        Users: found.slice(offset, offset + limit).map(({ name, createdAtMs }) => ({
          UserId: numberOfName(name),
          Name: name,
          CreateTime: timeText(createdAtMs),
          UpdateTime: timeText(createdAtMs),
        })),
        TotalCount: found.length,
      },
    };
  },
);
