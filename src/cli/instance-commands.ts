import { DomainError } from '../domain/errors.ts';
import type { InstanceOverview } from '../domain/instance/instance-repository.ts';
import type { Instance } from '../domain/instance/instance.ts';
import type { JavaProbe } from '../engines/java/probe-java.ts';
import type { RecordedMember } from '../runtimes/process/recorded-members.ts';
import { minute } from './minute.ts';
import { tableText } from './table.ts';

export interface InstanceCommandParts {
  readonly overview: InstanceOverview;
  /** By member name; empty until addresses are reserved. */
  readonly addressesOf: (instanceId: string) => Promise<ReadonlyMap<string, string>>;
  readonly membersOf: (instanceId: string) => readonly RecordedMember[];
  /** The patch that runs where this version was asked for. */
  readonly patchOf: (instance: Instance) => string;
  readonly probeJava: (executable: string) => Promise<JavaProbe>;
}

/** All instances of all projects. `projectNames` are by id. */
export async function listInstances(
  { overview, membersOf, patchOf }: InstanceCommandParts,
  projectNames: ReadonlyMap<string, string>,
): Promise<string> {
  const rows = (await overview.all()).map((instance) => {
    const members = membersOf(instance.id);
    const running = members.filter(({ pid }) => pid !== null).length;
    return [
      instance.id,
      instance.name,
      projectNames.get(instance.projectId) ?? instance.projectId,
      `${instance.engine} ${instance.version}`,
      patchOf(instance),
      instance.status,
      `${running} of ${members.length}`,
      instance.statusReason ?? '',
    ];
  });
  return tableText(['ID', 'NAME', 'PROJECT', 'ASKED FOR', 'RUNS', 'STATUS', 'RUNNING', 'REASON'], rows);
}

/** One instance of any project, and what its members run on. @throws DomainError instance-not-found */
export async function showInstance(
  parts: InstanceCommandParts,
  projectNames: ReadonlyMap<string, string>,
  id: string,
): Promise<string> {
  const instance = await parts.overview.find(id);
  if (instance === null) {
    throw new DomainError(
      'instance-not-found',
      `There is no instance ${id}. All of them: npx polybroker instances list`,
    );
  }
  const facts = factsOf(instance, parts.patchOf(instance), projectNames);
  return `${facts}\n\n${await memberTable(parts, id)}`;
}

function factsOf(instance: Instance, patch: string, projectNames: ReadonlyMap<string, string>): string {
  const { name, projectId, engine, version, status, statusReason } = instance;
  const facts = [
    ['id', instance.id],
    ['name', name],
    ['project', `${projectNames.get(projectId) ?? ''} (${projectId})`.trimStart()],
    ['version', `${engine} ${version}, which runs as ${patch}`],
    ['status', status],
    ...(statusReason === null ? [] : [['reason', statusReason]]),
    ['created', `${minute(instance.createdAtMs)} by ${instance.createdByUserName}`],
  ];
  return facts.map(([fact = '', value = '']) => `${fact.padEnd(9)}${value}`).join('\n');
}

async function memberTable(parts: InstanceCommandParts, id: string): Promise<string> {
  const recorded = new Map(parts.membersOf(id).map((member) => [member.name, member]));
  const addresses = await parts.addressesOf(id);
  const names = [...new Set([...addresses.keys(), ...recorded.keys()])].toSorted();
  const javas = new Map<string, JavaProbe>();
  for (const { executable } of recorded.values()) {
    if (executable === null || javas.has(executable)) continue;
    javas.set(executable, await parts.probeJava(executable));
  }
  const rows = names.map((name) => {
    const member = recorded.get(name);
    const executable = member?.executable ?? null;
    return [
      name,
      addresses.get(name) ?? '-',
      member?.pid == null ? 'not running' : 'running',
      String(member?.pid ?? '-'),
      member?.startedAtMs == null ? '-' : minute(member.startedAtMs),
      String(member?.crashes ?? 0),
      ...(executable === null ? ['-', '-'] : javaCells(executable, javas.get(executable))),
    ];
  });
  const headings = ['MEMBER', 'ADDRESS', 'STATE', 'PID', 'STARTED', 'CRASHES', 'JAVA', 'JAVA HOME'];
  return tableText(headings, rows);
}

function javaCells(executable: string, probe: JavaProbe | undefined): readonly string[] {
  if (probe?.kind === 'java') return [probe.installation.version, probe.installation.home];
  return ['-', `${executable} does not run any more${probe === undefined ? '' : `: ${probe.reason}`}`];
}
