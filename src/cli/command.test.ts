import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommandError, commandHelpText, isCommand, parseCommand } from './command.ts';

const none = { name: '', project: null, user: null, account: null, settings: [] };

test('commands, with what they name and where', () => {
  assert.deepEqual(parseCommand(['keys', 'list']), { ...none, action: 'keys list' });
  assert.deepEqual(
    parseCommand(['--data-dir', '/d', 'keys', 'create', '--project', 'p', '--user=u', '--config', 'f']),
    {
      ...none,
      action: 'keys create',
      project: 'p',
      user: 'u',
      settings: ['--data-dir', '/d', '--config', 'f'],
    },
  );
  assert.deepEqual(parseCommand(['keys', 'revoke', 'AK']), { ...none, action: 'keys revoke', name: 'AK' });
  assert.deepEqual(parseCommand(['projects', 'create', 'p', '--account', 'a']), {
    ...none,
    action: 'projects create',
    name: 'p',
    account: 'a',
  });
  assert.deepEqual(parseCommand(['instances', 'show', 'id']), {
    ...none,
    action: 'instances show',
    name: 'id',
  });
  for (const args of [['help'], ['keys', '--help'], ['projects', 'create', '--help']]) {
    assert.equal(parseCommand(args), 'help');
  }
});

test('the flags of a server are no command', () => {
  assert.equal(isCommand([]), false);
  assert.equal(isCommand(['--port', '1']), false);
  assert.equal(isCommand(['keys']), true);
});

test('what is no command is refused with what there is, or how it is used', () => {
  const wrong: [string[], RegExp][] = [
    [['keys'], /There is no command "keys"\. There are: keys list, /],
    [['start'], /There is no command "start"/],
    [['keys', 'list', 'all'], /^Usage: polybroker keys list$/],
    [['keys', 'create'], /--project NAME\|ID/],
    [['keys', 'create', '--project', ''], /--project NAME\|ID/],
    [['instances', 'show'], /instances show ID/],
    [['keys', 'revoke'], /keys revoke ACCESS_KEY/],
    [['keys', 'revoke', 'A', 'B'], /keys revoke ACCESS_KEY/],
    [['projects', 'create', 'p', '--user', 'u'], /projects create NAME/],
    [['projects', 'create', 'p', '--colour'], /Unknown option '--colour'/],
  ];
  for (const [args, message] of wrong) {
    assert.throws(
      () => parseCommand(args),
      (error) => error instanceof CommandError && message.test(error.message),
      args.join(' '),
    );
  }
});

test('the help names every command', () => {
  for (const command of [
    'keys list',
    'keys create',
    'keys revoke',
    'projects list',
    'projects create',
    'instances list',
    'instances show',
  ]) {
    assert.ok(commandHelpText().includes(command));
  }
});
