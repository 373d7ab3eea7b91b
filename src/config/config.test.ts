import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

function configOf(args: string[], environment: Record<string, string> = {}) {
  const request = readConfig(args, { HOME: '/home/someone', ...environment });
  assert.equal(request.kind, 'run');
  return request.config;
}

test('defaults', () => {
  assert.deepEqual(configOf([]), {
    host: '127.0.0.1',
    port: 7410,
    dataDir: '/home/someone/.local/share/polybroker',
    cacheDir: '/home/someone/.cache/polybroker',
    instanceQuota: 100,
    requestsPerSecond: 1000,
    tencentRequestsPerSecond: 20,
    alibabaRequestsPerSecond: 20,
    alibabaStartsPerSecond: 2,
    prices: '',
    rocketmqReplicas: 3,
    bytesPerGb: 1_073_741_824,
    onExit: 'stop',
    publicAddresses: '127.1.0.1-127.1.0.64',
    kafkaVersions: '',
    storageClasses: '',
    encryptionKeys: '',
  });
});

test('flags win over the environment, the environment over the config file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'polybroker-config-'));
  try {
    const file = join(directory, 'polybroker.json');
    writeFileSync(file, JSON.stringify({ port: 1, host: '127.0.0.2', onExit: 'keep' }));
    const config = configOf(['--config', file, '--port', '3'], {
      POLYBROKER_PORT: '2',
      POLYBROKER_HOST: '127.0.0.3',
      XDG_DATA_HOME: '/data',
    });
    assert.equal(config.port, 3);
    assert.equal(config.host, '127.0.0.3');
    assert.equal(config.onExit, 'keep');
    assert.equal(config.dataDir, '/data/polybroker');
    writeFileSync(file, JSON.stringify({ prot: 1 }));
    assert.throws(() => configOf(['--config', file]), /Unknown setting in the config file: prot/);
    writeFileSync(file, '{');
    assert.throws(() => configOf(['--config', file]), ConfigError);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a wrong setting is named together with what is allowed', () => {
  const wrong: [string[], RegExp][] = [
    [['--port', '70000'], /POLYBROKER_PORT \(--port\) cannot be 70000; allowed: a number from 0 to 65535/],
    [['--port', 'x1'], /POLYBROKER_PORT .* cannot be "x1"/],
    [
      ['--requests-per-second', '0'],
      /POLYBROKER_REQUESTS_PER_SECOND .* cannot be 0; allowed: a number from 1/,
    ],
    [['--instance-quota', '-1'], /POLYBROKER_INSTANCE_QUOTA|instance-quota/],
    [['--instance-quota', 'many'], /POLYBROKER_INSTANCE_QUOTA .* allowed: a number from 0/],
    [['--requests-per-second', '1e3'], /POLYBROKER_REQUESTS_PER_SECOND .* cannot be "1e3"/],
    [
      ['--public-addresses', '10.0.0.0/8'],
      /POLYBROKER_PUBLIC_ADDRESSES .* allowed: up to 2000 IPv4 addresses/,
    ],
    [['--enterprise-projects', 'a b'], /POLYBROKER_ENTERPRISE_PROJECTS .* allowed: ids/],
    [['--kafka-versions', 'newest'], /POLYBROKER_KAFKA_VERSIONS .* allowed: versions such as/],
    [['--on-exit', 'burn'], /POLYBROKER_ON_EXIT .* allowed: stop or keep/],
    [['--region', 'Mars!'], /POLYBROKER_REGION/],
    [['--access-key', 'AK'], /go together/],
    [['--maven-repository', 'ftp://x'], /POLYBROKER_MAVEN_REPOSITORY/],
    [['--colour'], /Unknown option '--colour'/],
    [['--port'], /--port/],
  ];
  for (const [args, message] of wrong) {
    assert.throws(
      () => configOf(args),
      (error) => error instanceof ConfigError && message.test(error.message),
      args.join(' '),
    );
  }
});

test('a wrong secret key is not shown', () => {
  assert.throws(
    () => configOf(['--access-key', 'AK', '--secret-key', 's'.repeat(200)]),
    (error) => error instanceof ConfigError && !error.message.includes('sss'),
  );
});

test('help and version', () => {
  assert.equal(readConfig(['--help'], {}).kind, 'help');
  assert.equal(readConfig(['--version'], {}).kind, 'version');
});
