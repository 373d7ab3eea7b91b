export const digestLoginModule = 'org.apache.zookeeper.server.auth.DigestLoginModule';
export const plainLoginModule = 'org.apache.kafka.common.security.plain.PlainLoginModule';
export const scramLoginModule = 'org.apache.kafka.common.security.scram.ScramLoginModule';

/**
 * One entry of a JAAS configuration. Names and values are quoted, so that any user name can be part of an option's
 * name (`user_<name>`): the parsers of Kafka (`JaasConfig`) and of Java (`ConfigFile`) both read tokens by Java's `StreamTokenizer`.
 */
export function jaasEntry(loginModule: string, options: Readonly<Record<string, string>> = {}): string {
  const rendered = Object.entries(options).map(([name, value]) => ` ${quote(name)}=${quote(value)}`);
  return `${loginModule} required${rendered.join('')};`;
}

/** A JAAS file: sections by name, each with one entry. */
export function jaasFile(sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections)
    .map(([name, entry]) => `${name} {\n  ${entry}\n};\n`)
    .join('');
}

function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `"${escaped}"`;
}
