import type { RocketmqUser } from '../../../domain/rocketmq-administration/users.ts';
import { fieldsOf, listOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import { parseFastjson } from '../remoting/fastjson.ts';
import type { RemotingFrame } from '../remoting/frame.ts';
import { accessEntries, permissionsFrom } from './auth-policies.ts';
import type { UserKeeper, UserRequests } from './users.ts';

/** Users of 5.x, which each broker keeps in a store of its own: who they are, and apart from that what they may do. */
export const authUsers: UserRequests = {
  async list(keeper) {
    const users = objectsOf(await keeper.read({ code: requestCodes.authListUsers, fields: { filter: '' } }));
    const policies = new Map(
      objectsOf(await keeper.read(listAcls)).map((acl) => [
        textOf(acl['subject']),
        listOf(acl['policies'])
          .flatMap((policy) => listOf(fieldsOf(policy)['entries']))
          .map(fieldsOf),
      ]),
    );
    return users.map((fields) => {
      const accessKey = textOf(fields['username']);
      return {
        accessKey,
        secretKey: textOf(fields['password']),
        admin: textOf(fields['userType']).toLowerCase() === 'super',
        ...permissionsFrom(policies.get(subjectOf({ accessKey })) ?? []),
      };
    });
  },

  async create(keeper, user) {
    await putUser(keeper, requestCodes.authCreateUser, user);
    await putPolicy(keeper, user);
  },

  async replace(keeper, user) {
    await putUser(keeper, requestCodes.authUpdateUser, user);
    await dropPolicy(keeper, user);
    await putPolicy(keeper, user);
  },

  async delete(keeper, user) {
    await dropPolicy(keeper, user);
    await keeper.write({ code: requestCodes.authDeleteUser, fields: { username: user.accessKey } });
  },

  settle: () => Promise.resolve(),
};

async function putUser(keeper: UserKeeper, code: number, user: RocketmqUser): Promise<void> {
  const info = {
    username: user.accessKey,
    password: user.secretKey,
    userType: user.admin ? 'Super' : 'Normal',
    userStatus: 'enable',
  };
  await keeper.write({
    code,
    fields: { username: user.accessKey },
    body: Buffer.from(JSON.stringify(info)),
  });
}

/** Nothing where nothing is allowed: then a policy may not even be made. */
async function putPolicy(keeper: UserKeeper, user: RocketmqUser): Promise<void> {
  const entries = accessEntries(user);
  if (entries.length === 0) return;
  const subject = subjectOf(user);
  await keeper.write({
    code: requestCodes.authCreateAcl,
    fields: { subject },
    body: Buffer.from(JSON.stringify({ subject, policies: [{ policyType: 'Custom', entries }] })),
  });
}

async function dropPolicy(keeper: UserKeeper, user: RocketmqUser): Promise<void> {
  const subject = subjectOf(user);
  const all = objectsOf(await keeper.read(listAcls));
  if (!all.some((acl) => textOf(acl['subject']) === subject)) return;
  await keeper.write({ code: requestCodes.authDeleteAcl, fields: { subject } });
}

const listAcls = { code: requestCodes.authListAcls, fields: { subjectFilter: '', resourceFilter: '' } };

function subjectOf({ accessKey }: Pick<RocketmqUser, 'accessKey'>): string {
  return `User:${accessKey}`;
}

function objectsOf({ body }: RemotingFrame) {
  return body.length === 0 ? [] : listOf(parseFastjson(body.toString('utf8'))).map(fieldsOf);
}
