import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import {
  createIdentityService,
  type IdentityService,
  type NewUser,
} from '../domain/identity/identity-service.ts';
import { createDefaultNetwork } from '../domain/network/default-network.ts';
import type { Store } from '../domain/store.ts';
import type { Command } from './command.ts';
import { credentialsFile, readCredentials } from './credentials.ts';
import { environmentLine } from './environment-line.ts';
import { type InstanceCommandParts, listInstances, showInstance } from './instance-commands.ts';
import { minute } from './minute.ts';
import { tableText } from './table.ts';

export interface CommandParts {
  readonly store: Store;
  readonly config: Config;
  readonly dataDir: string;
  readonly nowMs: () => number;
  readonly instances: InstanceCommandParts;
}

/** Does what the command says and answers what is to be printed. @throws DomainError */
export async function runCommand(command: Command, parts: CommandParts): Promise<string> {
  const identity = createIdentityService(parts.store, parts.nowMs);
  return actions[command.action](command, identity, parts);
}

type Action = (command: Command, identity: IdentityService, parts: CommandParts) => Promise<string>;

const actions: Readonly<Record<Command['action'], Action>> = {
  'keys list': listKeys,
  'keys create': createKey,
  'keys revoke': revokeKey,
  'projects list': listProjects,
  'projects create': createProject,
  'instances list': async (_, identity, { instances }) =>
    listInstances(instances, await projectNames(identity)),
  'instances show': async ({ name }, identity, { instances }) =>
    showInstance(instances, await projectNames(identity), name),
};

async function listKeys(_: Command, identity: IdentityService): Promise<string> {
  const rows = (await identity.listAccessKeys()).map(({ accessKey, caller, createdAtMs, revokedAtMs }) => [
    accessKey,
    caller.projectName,
    caller.projectId,
    caller.accountName,
    caller.userName,
    minute(createdAtMs),
    revokedAtMs === null ? 'valid' : `revoked ${minute(revokedAtMs)}`,
  ]);
  return tableText(['ACCESS KEY', 'PROJECT', 'PROJECT ID', 'ACCOUNT', 'USER', 'CREATED', 'STATE'], rows);
}

async function createKey(command: Command, identity: IdentityService, parts: CommandParts): Promise<string> {
  const { key, newUser } = await identity.createAccessKey(command.project ?? '', command.user);
  const { caller } = key;
  const region = parts.config.region ?? kept(parts, 'POLYBROKER_REGION');
  return [
    `# Key of user ${caller.userName} for project ${caller.projectName} of account ${caller.accountName}. The secret is shown this once.`,
    environmentLine('POLYBROKER_ACCESS_KEY', key.accessKey),
    environmentLine('POLYBROKER_SECRET_KEY', key.secretKey),
    environmentLine('POLYBROKER_PROJECT_ID', caller.projectId),
    ...(region === undefined ? [] : [environmentLine('POLYBROKER_REGION', region)]),
    ...userLines(newUser, caller.accountName),
  ].join('\n');
}

async function revokeKey({ name }: Command, identity: IdentityService): Promise<string> {
  return (await identity.revokeAccessKey(name)) ? `Revoked ${name}.` : `${name} was revoked before.`;
}

async function listProjects(_: Command, identity: IdentityService): Promise<string> {
  const rows = (await identity.listProjects()).map(({ project, account }) => [
    project.name,
    project.id,
    account.name,
    account.id,
  ]);
  return tableText(['PROJECT', 'PROJECT ID', 'ACCOUNT', 'ACCOUNT ID'], rows);
}

async function createProject(
  { name, account: wanted }: Command,
  identity: IdentityService,
  parts: CommandParts,
): Promise<string> {
  const accountName = wanted ?? parts.config.domain ?? kept(parts, 'POLYBROKER_DOMAIN') ?? '';
  const { project, account, newUser } = await identity.createProject(name, accountName);
  await createDefaultNetwork(parts.store, project.id, randomUUID, parts.nowMs());
  return [
    `# Project ${project.name} of account ${account.name}. Make a key for it: npx polybroker keys create --project ${project.id}`,
    environmentLine('POLYBROKER_PROJECT_ID', project.id),
    ...userLines(newUser, account.name),
  ].join('\n');
}

async function projectNames(identity: IdentityService): Promise<ReadonlyMap<string, string>> {
  const projects = await identity.listProjects();
  return new Map(projects.map(({ project }) => [project.id, project.name]));
}

function userLines(newUser: NewUser | null, accountName: string): readonly string[] {
  if (newUser === null) return [];
  return [
    `# User ${newUser.name} was made with it. The password is shown this once.`,
    environmentLine('POLYBROKER_USER', newUser.name),
    environmentLine('POLYBROKER_PASSWORD', newUser.password),
    environmentLine('POLYBROKER_DOMAIN', accountName),
  ];
}

/** A variable of the server's own credentials. */
function kept(parts: CommandParts, variable: string): string | undefined {
  return readCredentials(credentialsFile(parts.dataDir))[variable];
}
