import type { TencentTag } from '../ckafka/create-parameters.ts';
import { resolveTags } from '../ckafka/create-rules/tags.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly Resource: string;
  readonly ReplaceTags?: readonly TencentTag[];
  readonly DeleteTags?: readonly { readonly TagKey: string }[];
}

/** Sets and deletes tags of an instance; others stay. */
export const modifyResourceTags = operation<Parameters>(
  'tag',
  'ModifyResourceTags',
  async ({ caller, parameters }, { instances }) => {
    const id = /^qcs::ckafka:[^:]*:[^:]*:ckafkaId\/(.+)$/.exec(parameters.Resource)?.[1];
    if (id === undefined) {
      throw badValue('Resource', parameters.Resource, 'qcs::ckafka:{region}:uin/:ckafkaId/{InstanceId}');
    }
    const replaced = resolveTags(parameters.ReplaceTags);
    const touched = new Set([
      ...replaced.map(({ key }) => key),
      ...(parameters.DeleteTags ?? []).map(({ TagKey: key }) => key),
    ]);
    await instances.changeTags(caller, checkInstanceId(id), (present) =>
      resolveTags(
        [...present.filter(({ key }) => !touched.has(key)), ...replaced].map(({ key, value }) => ({
          TagKey: key,
          TagValue: value,
        })),
      ),
    );
    return {};
  },
);
