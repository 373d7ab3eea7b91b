import type { RocketmqUser } from '../../../domain/rocketmq-administration/users.ts';
import { fieldsOf, listOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import { parseFastjson } from '../remoting/fastjson.ts';
import type { RemotingFrame } from '../remoting/frame.ts';
import { accessEntries, permissionsFrom } from './auth-policies.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import type { UserRequests } from './users.ts';

/** Users of 5.x, which each broker keeps in a store of its own: who they are, and apart from that what they may do. */
export function authUsers(connections: ClusterConnections): UserRequests {
  async function putUser(group: string, code: number, user: RocketmqUser): Promise<void> {
    const info = {
      username: user.accessKey,
      password: user.secretKey,
      userType: user.admin ? 'Super' : 'Normal',
      userStatus: 'enable',
    };
    await connections.askReplicas(group, {
      code,
      fields: { username: user.accessKey },
      body: Buffer.from(JSON.stringify(info)),
    });
  }

  /** Nothing where nothing is allowed: then a policy may not even be made. */
  async function putPolicy(group: string, user: RocketmqUser): Promise<void> {
    const entries = accessEntries(user);
    if (entries.length === 0) return;
    const subject = subjectOf(user);
    await connections.askReplicas(group, {
      code: requestCodes.authCreateAcl,
      fields: { subject },
      body: Buffer.from(JSON.stringify({ subject, policies: [{ policyType: 'Custom', entries }] })),
    });
  }

  async function dropPolicy(group: string, user: RocketmqUser): Promise<void> {
    const all = objectsOf(await connections.askLeader(group, listAcls));
    if (!all.some(({ subject }) => textOf(subject) === subjectOf(user))) return;
    await connections.askReplicas(group, {
      code: requestCodes.authDeleteAcl,
      fields: { subject: subjectOf(user) },
    });
  }

  return {
    async list(group) {
      const users = objectsOf(
        await connections.askLeader(group, { code: requestCodes.authListUsers, fields: { filter: '' } }),
      );
      const policies = new Map(
        objectsOf(await connections.askLeader(group, listAcls)).map((acl) => [
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

    async create(group, user) {
      await putUser(group, requestCodes.authCreateUser, user);
      await putPolicy(group, user);
    },

    async replace(group, user) {
      await putUser(group, requestCodes.authUpdateUser, user);
      await dropPolicy(group, user);
      await putPolicy(group, user);
    },

    async delete(group, user) {
      await dropPolicy(group, user);
      await connections.askReplicas(group, {
        code: requestCodes.authDeleteUser,
        fields: { username: user.accessKey },
      });
    },

    settle: () => Promise.resolve(),
  };
}

const listAcls = { code: requestCodes.authListAcls, fields: { subjectFilter: '', resourceFilter: '' } };

function subjectOf({ accessKey }: Pick<RocketmqUser, 'accessKey'>): string {
  return `User:${accessKey}`;
}

function objectsOf({ body }: RemotingFrame) {
  return body.length === 0 ? [] : listOf(parseFastjson(body.toString('utf8'))).map(fieldsOf);
}
