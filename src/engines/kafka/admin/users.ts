import { randomBytes } from 'node:crypto';
import type {
  ClusterUser,
  ScramMechanismName,
  UserAdministration,
} from '../../../domain/administration/users.ts';
import { DomainError } from '../../../domain/errors.ts';
import { formatScramCredential, saltedPassword, scramCredential } from '../scram.ts';
import { zooKeeperOf } from './admin-context.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { controllerLink } from './cluster-metadata.ts';
import { changeConfigNode, childrenOf, readConfigNode } from './config-nodes.ts';
import { scramAnchorName } from '../kraft/scram-anchor.ts';
import { sanitizedName } from '../zookeeper/scram-users.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { untilEverywhere } from './everywhere.ts';
import { alterScramCredentials } from './scram-credentials.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

const mechanismNumbers = { 'SCRAM-SHA-256': 1, 'SCRAM-SHA-512': 2 } as const;
const mechanisms = Object.keys(mechanismNumbers) as readonly ScramMechanismName[];
/** Kafka's own default, and the least that it takes. */
const iterations = 4096;

/** A password for each mechanism that shall have it, null for each that shall go. */
type Credentials = ReadonlyMap<ScramMechanismName, string | null>;

export function createUserAdministration(context: AdminContext): UserAdministration {
  const users = context.snapshot(() => readUsers(context));

  async function change(
    name: string,
    credentialsOf: (found: ClusterUser | undefined) => Credentials,
  ): Promise<void> {
    try {
      await attempt('change a user', async () => {
        users.invalidate();
        const credentials = credentialsOf((await users.get()).get(name));
        const link = await controllerLink(context.link);
        if (wayOf(link, 'users') === 'zookeeper') await writeNode(context, name, credentials);
        else {
          await alterCredentials(link, name, credentials);
          // The protocol does not tell a changed password from the one before.
          await untilEverywhere(context.link, async (one) => {
            const has = (await describeCredentials(one)).find((user) => user.name === name)?.mechanisms ?? [];
            return [...credentials].every(
              ([mechanism, password]) => has.includes(mechanism) === (password !== null),
            );
          });
        }
      });
    } finally {
      users.invalidate();
    }
  }

  return {
    list: () => attempt('list users', async () => [...(await users.get()).values()]),

    async create({ name, password, mechanisms: wanted }) {
      if (name === '' || password === '' || wanted.length === 0) {
        throw new DomainError(
          'invalid-cluster-user',
          'A user has a name, a password and at least one mechanism.',
        );
      }
      await change(name, (found) => {
        if (found !== undefined)
          throw new DomainError('cluster-user-exists', `There is a user ${name} already.`);
        return new Map(wanted.map((mechanism) => [mechanism, password]));
      });
    },

    async changePassword(name, password) {
      if (password === '') throw new DomainError('invalid-cluster-user', 'A password cannot be empty.');
      await change(name, (found) => new Map(required(name, found).mechanisms.map((one) => [one, password])));
    },

    delete: (name) =>
      change(name, (found) => new Map(required(name, found).mechanisms.map((one) => [one, null]))),
  };
}

function required(name: string, found: ClusterUser | undefined): ClusterUser {
  if (found === undefined) throw new DomainError('cluster-user-not-found', `There is no user ${name}.`);
  return found;
}

async function readUsers(context: AdminContext): Promise<ReadonlyMap<string, ClusterUser>> {
  const link = await context.link.toAny();
  const found =
    wayOf(link, 'users') === 'zookeeper' ? await readNodes(context) : await describeCredentials(link);
  const sorted = found.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return new Map(sorted.map((user) => [user.name, user]));
}

async function describeCredentials(link: BrokerLink): Promise<readonly ClusterUser[]> {
  // One of our own is there too, who cannot log in.
  const users = (await describeUsers(link, null)).filter(({ name }) => name !== scramAnchorName);
  const encoded = users.filter(({ name }) => /%[0-9A-F]{2}/.test(name));
  if (encoded.length === 0) return users;
  // Brokers with ZooKeeper (seen on 2.8.2) list users as their nodes are called, and know them by their real names only.
  const decoded = await describeUsers(
    link,
    encoded.map(({ name }) => decodedName(name)),
  );
  const known = new Map(decoded.map((user) => [user.name, user]));
  return users.map((user) => known.get(decodedName(user.name)) ?? user);
}

/** The users who have credentials, of those named or of all. */
async function describeUsers(
  link: BrokerLink,
  names: readonly string[] | null,
): Promise<readonly ClusterUser[]> {
  const asked = names === null ? null : names.map((name) => ({ name }));
  const response = await link.call(brokerApis.describeUserScramCredentials, asked);
  requireNone(response.errorCode, 'list users', response.errorMessage ?? null);
  return response.results.flatMap(({ user, errorCode, errorMessage, credentialInfos }) => {
    if (errorCode === errorCodes.resourceNotFound) return [];
    requireNone(errorCode, `describe user ${user}`, errorMessage ?? null);
    const own = mechanisms.filter((name) =>
      credentialInfos.some(({ mechanism }) => mechanism === mechanismNumbers[name]),
    );
    return [{ name: user, mechanisms: own }];
  });
}

/** A name that only looks encoded stays as it is. */
function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

async function readNodes(context: AdminContext): Promise<readonly ClusterUser[]> {
  return await zooKeeperOf(context).use(async (client) => {
    const entities = (await childrenOf(client, '/config/users')).filter((entity) => entity !== '<default>');
    const users = await Promise.all(
      entities.map(async (entity) => {
        const config = await readConfigNode(client, `users/${entity}`);
        const own = mechanisms.filter((mechanism) => config?.[mechanism] !== undefined);
        return { name: decodedName(entity), mechanisms: own };
      }),
    );
    // The node of a user may hold quotas alone.
    return users.filter((user) => user.mechanisms.length > 0);
  });
}

async function writeNode(context: AdminContext, name: string, credentials: Credentials): Promise<void> {
  const changes = new Map<string, string | null>();
  for (const [mechanism, password] of credentials) {
    const made =
      password === null ? null : await scramCredential(mechanism, password, randomBytes(16), iterations);
    changes.set(mechanism, made === null ? null : formatScramCredential(made));
  }
  await zooKeeperOf(context).use((client) =>
    changeConfigNode(client, `users/${sanitizedName(name)}`, changes),
  );
}

async function alterCredentials(link: BrokerLink, name: string, credentials: Credentials): Promise<void> {
  const deletions = [];
  const upsertions = [];
  for (const [mechanismName, password] of credentials) {
    const mechanism = mechanismNumbers[mechanismName];
    if (password === null) {
      deletions.push({ name, mechanism });
      continue;
    }
    const salt = randomBytes(16);
    const salted = await saltedPassword(mechanismName, password, salt, iterations);
    upsertions.push({ name, mechanism, iterations, salt, saltedPassword: salted });
  }
  const results = await alterScramCredentials(link, deletions, upsertions);
  for (const { errorCode, errorMessage } of results) {
    if (errorCode === errorCodes.resourceNotFound) {
      throw new DomainError('cluster-user-not-found', `There is no user ${name}.`);
    }
    if (errorCode === errorCodes.unacceptableCredential) {
      throw new DomainError('invalid-cluster-user', errorMessage ?? 'The brokers do not take this user.');
    }
    requireNone(errorCode, `change user ${name}`, errorMessage);
  }
}
