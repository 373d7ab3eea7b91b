/**
 * Writes the lock file of an engine version: `src/engines/locks/<engine>-<version>.json`.
 *
 *   node scripts/lock-engine.ts <engine> <version> [--add group:artifact:version]... [--drop group:artifact]...
 *
 * It asks the host's `mvn` for what the engine needs at run time, applies the changes of the table below and of the
 * command line (`--add` also replaces another version of the same artifact), fetches each jar, and records its size
 * and SHA-256. Maven checks what it fetches against the repository's own checksums. Commit the result after a cluster
 * has run from it. With `--check` it writes nothing and ends with 1 where the file differs.
 */
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { parseEngineLock } from '../src/engines/artifacts/engine-lock.ts';
import type { LockedJar } from '../src/engines/artifacts/engine-lock.ts';

interface Recipe {
  /** What Maven is asked for. */
  readonly roots: readonly string[];
  /** Coordinates beyond or in place of what Maven resolves. */
  readonly add: readonly string[];
  /** `group:artifact`, or `group:` for all of a group, of what Maven resolves and the engine does not need. */
  readonly drop: readonly string[];
}

const logging = (slf4j: string) => [
  `org.slf4j:slf4j-api:${slf4j}`,
  `org.slf4j:slf4j-reload4j:${slf4j}`,
  // The maintained drop-in for log4j 1.2, which these engines were written for.
  'ch.qos.reload4j:reload4j:1.2.26',
];

const recipes: Readonly<Record<string, (version: string) => Recipe>> = {
  kafka: (version) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const before = (otherMajor: number, otherMinor: number) =>
      major < otherMajor || (major === otherMajor && minor < otherMinor);
    // The Scala that Kafka's download page recommends for the line.
    const scala = before(2, 0) ? '2.11' : before(2, 6) ? '2.12' : '2.13';
    return {
      roots: [`org.apache.kafka:kafka_${scala}:${version}`],
      add: before(4, 0)
        ? [
            ...logging('1.7.36'),
            // The ZooKeeper client 3.4.13 and 3.4.14, which Kafka 2.1 to 2.3 name, cannot connect on Java 17: they
            // parse how Java prints an address, and it now prints `host/<unresolved>:port`. 3.4.10 does not.
            ...(before(2, 4) ? ['org.apache.zookeeper:zookeeper:3.4.10'] : []),
            // Java 8 had these classes itself, and 0.10.2 encodes its cluster id with them.
            ...(before(0, 11) ? ['javax.xml.bind:jaxb-api:2.3.1'] : []),
          ]
        : // 4.x leaves the choice of a log library open, and logs nothing without one.
          ['api', 'core', 'slf4j-impl'].map((part) => `org.apache.logging.log4j:log4j-${part}:2.25.4`),
      // Netty serves ZooKeeper's clients only where they use TLS.
      drop: ['log4j:log4j', 'org.slf4j:slf4j-log4j12', 'io.netty:', 'jline:jline'],
    };
  },
  zookeeper: (version) => ({
    roots: [`org.apache.zookeeper:zookeeper:${version}`],
    // Maven calls the metrics library and Snappy "provided", yet the server loads both at boot.
    add: [
      ...logging('2.0.13'),
      'io.dropwizard.metrics:metrics-core:4.1.12.1',
      'org.xerial.snappy:snappy-java:1.1.10.5',
    ],
    // Only for TLS with the Netty connection factory, for another log library, and for tools.
    drop: ['io.netty:', 'ch.qos.logback:', 'commons-io:commons-io', 'org.apache.yetus:'],
  }),
  /** The compiler of what runs inside brokers: one jar that needs nothing but a Java runtime. */
  ecj: (version) => ({ roots: [`org.eclipse.jdt:ecj:${version}`], add: [], drop: [] }),
  rocketmq: (version) => ({
    // From 5.x on the controller runs inside the name server, and the proxy speaks gRPC with clients.
    roots: ['namesrv', 'broker', ...(version.startsWith('4.') ? [] : ['controller', 'proxy'])].map(
      (part) => `org.apache.rocketmq:rocketmq-${part}:${version}`,
    ),
    add: [],
    drop: [],
  }),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    add: { type: 'string', multiple: true, default: [] },
    drop: { type: 'string', multiple: true, default: [] },
    check: { type: 'boolean', default: false },
  },
});
const [engine = '', version = ''] = positionals;
const recipe = recipes[engine]?.(version);
if (recipe === undefined || version === '') {
  console.error(`Usage: node scripts/lock-engine.ts <${Object.keys(recipes).join('|')}> <version>`);
  process.exit(1);
}

const temporary = await mkdtemp(join(tmpdir(), 'lock-engine-'));
try {
  const resolved = await resolve(recipe.roots);
  const wanted = new Map(resolved.map((coordinates) => [artifactOf(coordinates), coordinates]));
  for (const prefix of [...recipe.drop, ...values.drop]) {
    for (const artifact of wanted.keys()) {
      if (artifact === prefix || (prefix.endsWith(':') && artifact.startsWith(prefix))) {
        console.log(`dropped  ${wanted.get(artifact)}`);
        wanted.delete(artifact);
      }
    }
  }
  for (const coordinates of [...recipe.add, ...values.add]) {
    const before = wanted.get(artifactOf(coordinates));
    if (before !== coordinates)
      console.log(`added    ${coordinates}${before ? ` in place of ${before}` : ''}`);
    wanted.set(artifactOf(coordinates), coordinates);
  }
  const jars = await measure([...wanted.values()].toSorted());

  const text = `${JSON.stringify({ engine, version, jars }, null, 2)}\n`;
  const name = `${engine}-${version}.json`;
  parseEngineLock(text, name);
  const file = fileURLToPath(new URL(`../src/engines/locks/${name}`, import.meta.url));
  const bytes = jars.reduce((sum, jar) => sum + jar.size, 0);
  const before = await readFile(file, 'utf8').catch(() => null);
  console.log(
    `${before === text ? 'unchanged' : 'changed'}: ${name}, ${jars.length} jars, ${(bytes / 1e6).toFixed(1)} MB`,
  );
  if (values.check) process.exitCode = before === text ? 0 : 1;
  else await writeFile(file, text);
} finally {
  await rm(temporary, { recursive: true, force: true });
}

/** What Maven puts on the classpath of a project that depends on `roots`, as group:artifact:version. */
async function resolve(roots: readonly string[]): Promise<string[]> {
  const list = join(temporary, 'list.txt');
  await writePom(roots, '');
  await maven(['dependency:list', '-DincludeScope=runtime', `-DoutputFile=${list}`]);
  const text = await readFile(list, 'utf8');
  // group:artifact:jar:version:scope; a line with a classifier has one part more and is left out.
  return [...text.matchAll(/^\s+([\w.-]+:[\w.-]+):jar:([\w.-]+):(?:compile|runtime)\b/gm)].map(
    ([, artifact, itsVersion]) => `${artifact}:${itsVersion}`,
  );
}

/** Fetches jars through Maven, which verifies the repository's checksums, and measures them. */
async function measure(all: readonly string[]): Promise<LockedJar[]> {
  const others =
    '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>';
  await writePom(all, others);
  await maven(['dependency:copy-dependencies', `-DoutputDirectory=${temporary}`]);
  return Promise.all(
    all.map(async (coordinates) => {
      const [, artifact, itsVersion] = coordinates.split(':');
      const content = await readFile(join(temporary, `${artifact}-${itsVersion}.jar`));
      return { coordinates, size: content.length, sha256: hash('sha256', content) };
    }),
  );
}

/** A project that depends on these; `inside` goes into each of the dependencies. */
async function writePom(all: readonly string[], inside: string): Promise<void> {
  const dependencies = all.map((coordinates) => {
    const [groupId, artifactId, itsVersion] = coordinates.split(':');
    return `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${itsVersion}</version>${inside}</dependency>`;
  });
  await writeFile(
    join(temporary, 'pom.xml'),
    `<project><modelVersion>4.0.0</modelVersion><groupId>lock</groupId><artifactId>lock</artifactId><version>1</version>
<dependencies>${dependencies.join('')}</dependencies></project>`,
  );
}

async function maven(args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('mvn', ['-q', '-B', '-C', ...args], { cwd: temporary });
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    throw new Error(`mvn ${args.join(' ')} failed:\n${stdout}`, { cause: error });
  }
}

function artifactOf(coordinates: string): string {
  return coordinates.slice(0, coordinates.lastIndexOf(':'));
}
