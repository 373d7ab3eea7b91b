import { brokerClasses } from '../src/engines/kafka/broker-classes.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';

/** What the guard's authorizers extend. */
const authorizers = new Map<string, string>([
  [brokerClasses.authorizerBefore20, 'kafka.security.auth.SimpleAclAuthorizer'],
  [brokerClasses.authorizerUpTo23, 'kafka.security.auth.SimpleAclAuthorizer'],
  [brokerClasses.authorizerWithZooKeeper, 'kafka.security.authorizer.AclAuthorizer'],
  [brokerClasses.authorizerKraft, 'org.apache.kafka.metadata.authorizer.StandardAuthorizer'],
]);
const ofGuard =
  /^(create\.topic\.policy\.class\.name|client\.quota\.callback\.class|(listener\.name\.plain\.)?principal\.builder\.class)=/;

/** The same member with Kafka's own authorizer, and without anything that asks for limits. */
export function unguardedMember(member: MemberSpec): MemberSpec {
  const files = member.files.map((file) => {
    if (file.path !== 'server.properties') return file;
    const lines = String(file.content).split('\n');
    const kept = lines.filter((line) => !ofGuard.test(line));
    return { path: file.path, content: kept.map(withKafkasAuthorizer).join('\n') };
  });
  return { ...member, files };
}

function withKafkasAuthorizer(line: string): string {
  const [name, value = ''] = line.split('=');
  if (name !== 'authorizer.class.name') return line;
  const own = authorizers.get(value);
  if (own === undefined) throw new Error(`${value} is an authorizer that this bench does not know.`);
  return `${name}=${own}`;
}
