/** What was asked for, without ids, codes and anything else that somebody typed: the words of its path alone. */
export function describeCall(method: string, path: string): string {
  const words = path
    .split('?')[0]
    ?.split('/')
    .map((segment) => (/^[a-z][a-z_.-]{0,40}$/i.test(segment) || segment === '' ? segment : '*'))
    .join('/');
  return `${method} ${words}`.slice(0, 120);
}
