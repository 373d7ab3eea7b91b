/** Query parameters whose values open something: signatures and tokens of the clouds that sign in the query. */
const secretName = /signature|secret|password|token|credential|access_?key/i;

/** A request target as it may stand in a log: without the values of secrets, and of bounded length. */
export function loggableTarget(target: string): string {
  const short = target.length <= 1024 ? target : `${target.slice(0, 1024)}…`;
  const start = short.indexOf('?');
  if (start === -1) return short;
  const pairs = short
    .slice(start + 1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return equals !== -1 && secretName.test(name) ? `${name}=***` : pair;
    });
  return `${short.slice(0, start)}?${pairs.join('&')}`;
}
