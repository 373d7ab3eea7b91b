import { parseArgs } from 'node:util';

/** A command on the store, as it was typed. */
export interface Command {
  readonly action:
    | 'keys list'
    | 'keys create'
    | 'keys revoke'
    | 'projects list'
    | 'projects create'
    | 'instances list'
    | 'instances show';
  /** What `revoke`, `projects create` and `instances show` name. */
  readonly name: string;
  readonly project: string | null;
  readonly user: string | null;
  readonly account: string | null;
  /** The flags of the server that say which data directory is meant. */
  readonly settings: readonly string[];
}

/** A command that is not one; the message says which there are. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

interface Form {
  readonly action: Command['action'];
  readonly usage: string;
  readonly help: string;
  readonly needsName: boolean;
  readonly options: readonly string[];
}

const forms: readonly Form[] = [
  {
    action: 'keys list',
    usage: 'keys list',
    help: 'all access keys and whom they stand for, without their secrets',
    needsName: false,
    options: [],
  },
  {
    action: 'keys create',
    usage: 'keys create --project NAME|ID [--user NAME]',
    help: 'make a key for a project; its secret is printed this once',
    needsName: false,
    options: ['project', 'user'],
  },
  {
    action: 'keys revoke',
    usage: 'keys revoke ACCESS_KEY',
    help: 'refuse a key from now on; it cannot be taken back',
    needsName: true,
    options: [],
  },
  {
    action: 'projects list',
    usage: 'projects list',
    help: 'all projects and their accounts',
    needsName: false,
    options: [],
  },
  {
    action: 'projects create',
    usage: 'projects create NAME [--account NAME]',
    help: 'make a project with a network, and the account if there is none of that name',
    needsName: true,
    options: ['account'],
  },
  {
    action: 'instances list',
    usage: 'instances list',
    help: 'the instances of all projects: version asked for and run, status, members that run',
    needsName: false,
    options: [],
  },
  {
    action: 'instances show',
    usage: 'instances show ID',
    help: 'one instance and its members: address, process, state, and the Java that each runs on',
    needsName: true,
    options: [],
  },
];

/** Whether the arguments are a command and not the flags of a server. */
export function isCommand(args: readonly string[]): boolean {
  return args[0] !== undefined && !args[0].startsWith('-');
}

/** The command, or that only its help is wanted. @throws CommandError */
export function parseCommand(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parse(args);
  const settings = (['data-dir', 'config'] as const).flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [`--${name}`, value];
  });
  const given = {
    project: values.project ?? null,
    user: values.user ?? null,
    account: values.account ?? null,
    settings,
  };
  if (values.help === true || positionals[0] === 'help') return 'help';
  const form = forms.find(({ action }) => action === positionals.slice(0, 2).join(' '));
  if (form === undefined) {
    throw new CommandError(`There is no command "${positionals.slice(0, 2).join(' ')}". ${known()}`);
  }
  const [name = '', ...rest] = positionals.slice(2);
  const strange = (['project', 'user', 'account'] as const).find(
    (option) => values[option] !== undefined && !form.options.includes(option),
  );
  const isWrong =
    strange !== undefined ||
    rest.length > 0 ||
    form.needsName !== (name !== '') ||
    (form.action === 'keys create' && (given.project ?? '') === '');
  if (isWrong) throw new CommandError(`Usage: polybroker ${form.usage}`);
  return { action: form.action, name, ...given };
}

/** The text of `polybroker help`. */
export function commandHelpText(): string {
  const width = Math.max(...forms.map((form) => form.usage.length)) + 2;
  return [
    'Usage: npx polybroker COMMAND [--data-dir DIR]',
    '',
    ...forms.map((form) => `  ${form.usage.padEnd(width)}${form.help}`),
    '',
    'Commands work beside a running server, which notices at once, and without one.',
    'Without a command, the server is started; its flags: npx polybroker --help',
  ].join('\n');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        project: { type: 'string' },
        user: { type: 'string' },
        account: { type: 'string' },
        'data-dir': { type: 'string' },
        config: { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split('. ')[0]}. ${known()}`, { cause: error });
  }
}

function known(): string {
  return `There are: ${forms.map((form) => form.action).join(', ')}. See: polybroker help.`;
}
