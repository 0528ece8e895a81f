/** Who answers a request: the HTTP API, Next's pages, or nobody because its target is malformed. */
export type Lane = 'api' | 'pages' | 'malformed';

const apiRoots = new Set(['api', 'management', 'health']);

/**
 * Chooses by the path as it reads once decoded, with doubled slashes and dot segments resolved, so that no spelling of a
 * path reaches another lane than its plain one. Sign-in (`/api/auth`) belongs to next-auth, and so to the pages.
 */
export function laneOf(target: string | undefined): Lane {
  const path = plainPath(target);
  // The API says in the words of each contract that an address is none.
  if (path === undefined)
    return /^\/(api(?!\/+auth)|management|health)(\/|$)/i.test(target ?? '') ? 'api' : 'malformed';
  const [first = '', second] = path;
  if (!apiRoots.has(first.toLowerCase())) return 'pages';
  return first === 'api' && second === 'auth' ? 'pages' : 'api';
}

/** What the pages' lane serves without the database. */
export const isFile = (target: string | undefined): boolean =>
  /^\/_next\/|\.[a-z0-9]{2,12}$/.test(target?.split('?', 1)[0] ?? '');

/** The segments of a request target, or nothing when it is no path at all. */
function plainPath(target: string | undefined): string[] | undefined {
  if (!target) return undefined;
  const absolute = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  if (absolute === undefined && !target.startsWith('/')) return undefined;
  const raw = absolute ?? target;
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw.split(/[?#]/, 1)[0] ?? '');
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const segments: string[] = [];
  for (const segment of decoded.replaceAll('\\', '/').split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}
