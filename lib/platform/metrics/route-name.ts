/**
 * Names the route of an address for a metric: what a known route has as words stays, whatever else is in its place is
 * `:value`. So there are few names, and no code, token or contact is in one.
 */
export function createRouteNamer(patterns: readonly string[]): (target: string, status: number) => string {
  const words = new Set(
    patterns.flatMap((pattern) => pattern.split('/')).filter((part) => /^[\w-]+(\.\w+)?$/.test(part)),
  );
  return (target, status) => {
    const path = target.split(/[?#]/, 1)[0] ?? '';
    if (path.startsWith('/_next/')) return '/_next';
    if (status === 404 || status === 405 || status === 400) return 'unknown';
    const parts = path.split('/').filter((part) => part !== '');
    return `/${parts
      .slice(0, 8)
      .map((part) => (words.has(part) ? part : `:value${ending(part)}`))
      .join('/')}`;
  };
}

const endings = new Set(['.json', '.csv', '.xlsx']);

function ending(part: string): string {
  const found = /\.\w+$/.exec(part)?.[0] ?? '';
  return endings.has(found) ? found : '';
}
