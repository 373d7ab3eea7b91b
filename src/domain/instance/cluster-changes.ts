import { DomainError } from '../errors.ts';
import type { TaskKind } from '../task/task.ts';
import type { PublicAccessOrder } from './instance-order.ts';
import type {
  ClientAccess,
  KafkaSpec,
  LoginWay,
  Offering,
  RocketmqSpec,
  SaslMechanism,
  WayIn,
} from './instance.ts';
import { requireTopicDefaults, type TopicDefaults } from './topic-defaults.ts';
import { hasLogin, loginWays, waysWithin, withWays } from './ways-in.ts';

/** What an owner changes about the brokers of an instance; what is left out stays as it is. */
export type ClusterChanges = SettingsChange | ListenerChange | PublicAccessChange | RocketmqChange;

/** What changes about a RocketMQ instance. */
export interface RocketmqChange {
  readonly kind: 'rocketmq';
  /** What the owner sees it as. */
  readonly task: Extract<TaskKind, 'change-client-access' | 'resize' | 'change-settings'>;
  readonly spec: Partial<Omit<RocketmqSpec, 'publicAccess'>>;
  /** What is shown of the order from now on. */
  readonly offering?: (before: Offering) => Offering;
}

export interface SettingsChange {
  readonly kind: 'settings';
  readonly autoCreateTopics?: boolean;
  readonly topicDefaults?: Partial<TopicDefaults>;
}

/** Switches public access on, with other addresses or another bandwidth where it is on already, or off. */
export interface PublicAccessChange {
  readonly kind: 'public-access';
  readonly access: PublicAccessOrder | null;
  /** A listener that is switched with it; left out for none. */
  readonly listener?: ListenerChange;
  /** By which clients log in at public addresses where they log in nowhere yet; left out for PLAIN. */
  readonly mechanisms?: readonly SaslMechanism[];
  /** What is shown of the order from now on. */
  readonly offering?: (before: Offering) => Offering;
}

/** Switches one of the ways on or off by which clients connect. */
export interface ListenerChange {
  readonly kind: 'listener';
  readonly listener: WayIn;
  readonly enable: boolean;
  /** Who can log in, where nobody could before. */
  readonly user: { readonly name: string; readonly password: string } | null;
  /** Null for those of before, or PLAIN. */
  readonly mechanisms: readonly SaslMechanism[] | null;
  /** Whether a listener with logins may stand beside the one of the other kind; left out for no. */
  readonly beside?: boolean;
  /** Whether a listener with logins may be there before anybody can log in; left out for no. */
  readonly mayWaitForUsers?: boolean;
  /** What is shown of the order from now on. */
  readonly offering?: (before: Offering) => Offering;
}

/** @throws DomainError invalid-parameter */
export function specAfter(
  spec: KafkaSpec,
  changes: SettingsChange | ListenerChange,
  oldestUser: string | null,
): KafkaSpec {
  if (changes.kind === 'listener') return { ...spec, access: accessAfter(spec, changes, oldestUser) };
  const after: KafkaSpec = {
    ...spec,
    autoCreateTopics: changes.autoCreateTopics ?? spec.autoCreateTopics,
    topicDefaults: { ...spec.topicDefaults, ...changes.topicDefaults },
  };
  requireTopicDefaults(after);
  return after;
}

/**
 * The access of an instance whose public access is as the spec says: there are logins where these are public, and none where they
 * were for that alone.
 */
export function accessWithPublic(
  { access, publicAccess }: Pick<KafkaSpec, 'access' | 'publicAccess'>,
  mechanisms: readonly SaslMechanism[] = ['PLAIN'],
): ClientAccess {
  const ways = publicAccess?.ways?.filter(hasLogin) ?? [];
  const { login } = access;
  if (login === null) {
    if (ways.length === 0) return access;
    return { ...access, login: { tls: ways.includes('sasl-tls'), mechanisms, userName: '', ways: [] } };
  }
  return ways.length === 0 && loginWays(access).length === 0 ? { ...access, login: null } : access;
}

function accessAfter(spec: KafkaSpec, change: ListenerChange, oldestUser: string | null): ClientAccess {
  const after = accessWith(spec, change, oldestUser);
  if (waysWithin(after).length === 0) {
    throw refused('The last listener cannot be switched off; switch another one on first.');
  }
  return after;
}

function accessWith(spec: KafkaSpec, change: ListenerChange, oldestUser: string | null): ClientAccess {
  const { listener, enable } = change;
  const { access } = spec;
  if (!hasLogin(listener)) return { ...access, [listener]: enable };
  const login = enable
    ? loginWith(access, change, oldestUser)
    : loginWithout(spec, listener, change.mechanisms);
  return { ...access, login };
}

function loginWithout(
  { access, publicAccess }: KafkaSpec,
  way: LoginWay,
  mechanisms: ListenerChange['mechanisms'],
): ClientAccess['login'] {
  const { login } = access;
  if (login === null) return null;
  const left = loginWays(access).filter((one) => one !== way);
  // Public listeners with ways of their own stay.
  const isPublic = publicAccess?.ways?.some(hasLogin) ?? false;
  if (left.length === 0 && !isPublic) return null;
  return withWays({ ...login, mechanisms: mechanisms ?? login.mechanisms }, left);
}

function loginWith(
  access: ClientAccess,
  { listener, user, mechanisms, beside = false, mayWaitForUsers = false }: ListenerChange,
  oldestUser: string | null,
): NonNullable<ClientAccess['login']> {
  const tls = listener === 'sasl-tls';
  const way = tls ? 'sasl-tls' : 'sasl-plaintext';
  const ways = loginWays(access);
  if (!beside && ways.some((one) => one !== way)) {
    throw refused(
      'Clients log in by one listener: switch that with the other protocol off first, which has the same port.',
    );
  }
  const userName = access.login?.userName ?? user?.name ?? oldestUser;
  if (userName === null && !mayWaitForUsers)
    throw refused('A listener with logins needs a user who can log in.');
  const login = {
    ...(access.login ?? { tls }),
    userName: userName ?? '',
    mechanisms: mechanisms ?? access.login?.mechanisms ?? (['PLAIN'] as const),
  };
  return withWays(login, [...ways, way]);
}

function refused(message: string): DomainError {
  return new DomainError('invalid-parameter', message, 'access');
}
