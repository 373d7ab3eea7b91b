import type { Endpoint, Instance } from '../domain/instance/instance.ts';
import { awaitsPayment } from '../domain/instance/prepaid.ts';
import { withSpec } from '../domain/instance/with-spec.ts';
import { type Engine, engineOf, type PlanStep } from '../engines/engine.ts';
import { isInWindow, nextInWindow } from '../domain/schedule/window.ts';
import { membersToRestart, restartMembers } from './restart-members.ts';
import { runAction } from './run-action.ts';
import { startMembers } from './start-members.ts';
import type { Work } from './work.ts';

/**
 * Makes a cluster stand as it was ordered. Every step is idempotent and looks at what is there, so this serves alike
 * for a new instance, for one whose broker died, for one that a killed control plane left half-made, for a restart, and for
 * certificates that end soon. Answers when it has to look again even if nothing happens (epoch ms), or null.
 */
export async function bringUp(work: Work): Promise<number | null> {
  const { claim, tools, signal } = work;
  const { instance } = claim;
  if (awaitsPayment(instance.spec)) return null;
  const engine = engineOf(tools.engines, instance);
  const layout = engine.layout(instance);

  if (instance.status === 'running' && !(await anyMemberRuns(work, layout.members))) {
    await tools.queue.report(
      claim,
      'down',
      'All brokers are down and are being started again.',
      tools.nowMs(),
    );
  }

  const removed = await removedMembers(work, layout.members);
  if (removed.length > 0) {
    await work.step('stopRemovedMembers', async () => {
      for (const member of removed) await tools.runtime.stop(instance.id, member);
    });
  }

  const { addresses, ipv6Ports } = await work.step('reserveAddresses', async () => {
    const reserved = {
      addresses: await tools.runtime.reserveAddresses(instance.id, layout.members, layout.ports),
      ipv6Ports: await tools.runtime.reserveIpv6Ports(instance.id, layout.ipv6Listeners),
    };
    const endpoints = layout.endpoints(reserved.addresses, reserved.ipv6Ports);
    await tools.queue.saveEndpoints(claim, shownSoFar(instance, endpoints));
    return reserved;
  });

  await work.step('installEngine', () => engine.install(instance.version, signal));

  const window = instance.spec.maintenanceWindow;
  const isOpen = isInWindow(window, tools.nowMs());
  const secrets = await work.step('createSecrets', async () => {
    const known = await tools.queue.readSecrets(claim);
    if (known.has(clusterSecretsMade)) {
      const renewed = await engine.renewSecrets(instance, addresses, known, isOpen);
      await tools.queue.saveSecrets(claim, renewed);
      if (renewed.size > 0) {
        const text = 'The brokers got new certificates.';
        await tools.events.record(instance.id, { kind: 'certificates-renewed', text });
      }
      return new Map([...known, ...renewed]);
    }
    const made = await engine.createSecrets(instance, addresses);
    const all = new Map([...known, ...made, [clusterSecretsMade, 'yes']]);
    await tools.queue.saveSecrets(claim, all);
    return all;
  });

  const { users, removed: removedUsers } = await tools.queue.readUsers(claim);
  const limits = await tools.limitsOf(instance);
  const cluster = { instance, addresses, ipv6Ports, secrets, users, removedUsers, limits };
  await byStages(work, engine.nextStage, async (reached) => {
    for (const step of await engine.plan({ ...cluster, instance: reached })) await take(work, step);
  });
  await tools.queue.forgetRemovedUsers(claim, removedUsers);
  await tools.queue.freePublicAddresses(claim);
  if (instance.spec.publicAccess !== null) {
    await tools.queue.saveEndpoints(claim, layout.endpoints(addresses, ipv6Ports));
  }
  await tools.queue.report(claim, 'proven-ready', null, tools.nowMs());
  work.passed('reportReady');
  tools.onReady(instance);
  const renewalMs = engine.renewalMs(instance, secrets);
  const now = tools.nowMs();
  if (renewalMs === null || renewalMs > now) return renewalMs;
  // What is due and was left waits for the window.
  return Math.max(nextInWindow(window, now), now + renewalRetryMs);
}

/**
 * Brings the instance up in the stage that a change of its version has come to, and then in each that is left. What is reached is
 * kept, so that nobody goes back to an earlier stage.
 */
async function byStages(
  work: Work,
  nextStage: Engine['nextStage'],
  bringUpIn: (reached: Instance) => Promise<void>,
): Promise<void> {
  let { instance } = work.claim;
  for (;;) {
    await bringUpIn(instance);
    const { versionChange = null } = instance.spec;
    if (versionChange === null || nextStage === undefined) return;
    const next = nextStage(versionChange);
    await work.step('endStageOfUpgrade', () => work.tools.queue.saveVersionChange(work.claim, next));
    if (next === null) return;
    instance = withSpec(instance, { versionChange: next });
  }
}

const renewalRetryMs = 60_000;

/** Stands among an instance's secrets once the engine has made its own, which must never be made twice. */
const clusterSecretsMade = 'cluster-secrets-made';

async function take(work: Work, step: PlanStep): Promise<void> {
  if (step.kind === 'action') return work.step(step.name, () => runAction(work, step));
  if (step.kind === 'files') {
    return work.step(step.name, async () => {
      const started = await work.tools.runtime.observe(work.claim.instance.id);
      for (const [member, files] of step.files) {
        // The others begin with what their plan says.
        if (!started.has(member)) continue;
        await work.tools.runtime.writeFiles(work.claim.instance.id, member, files);
      }
    });
  }
  const toRestart = await membersToRestart(work, step);
  const members = step.members.filter((member) => !toRestart.includes(member));
  await work.step(step.name, () => startMembers(work, { ...step, members }));
  await restartMembers(work, step, toRestart);
}

/** Members that run and that the instance has no longer, because its owner has switched off what they are for. */
async function removedMembers(work: Work, members: readonly string[]): Promise<readonly string[]> {
  const observed = await work.tools.runtime.observe(work.claim.instance.id);
  return [...observed].flatMap(([name, { state }]) =>
    state === 'running' && !members.includes(name) ? [name] : [],
  );
}

const nameOf = ({ address, port }: Endpoint) => `${address}:${port}`;

/** Nobody is sent to a public address before somebody listens there. */
function shownSoFar(instance: Instance, endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const shown = new Set(instance.endpoints.map(nameOf));
  return endpoints.filter(
    (endpoint) => !endpoint.listener.startsWith('public-') || shown.has(nameOf(endpoint)),
  );
}

async function anyMemberRuns(work: Work, members: readonly string[]): Promise<boolean> {
  const observed = await work.tools.runtime.observe(work.claim.instance.id);
  return members.some((member) => observed.get(member)?.state === 'running');
}
