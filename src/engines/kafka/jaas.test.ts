import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jaasEntry, jaasFile, plainLoginModule, scramLoginModule } from './jaas.ts';

test('quotes names and values, so that a password may hold anything', () => {
  assert.equal(
    jaasEntry(plainLoginModule, { 'user_a.b-c': 'x"; \\ y\n' }),
    'org.apache.kafka.common.security.plain.PlainLoginModule required "user_a.b-c"="x\\"; \\\\ y\\n";',
  );
  assert.equal(
    jaasEntry(scramLoginModule),
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  );
});

test('a file has a section per login context', () => {
  assert.equal(
    jaasFile({ A: 'm required;', B: 'n required;' }),
    'A {\n  m required;\n};\nB {\n  n required;\n};\n',
  );
});
