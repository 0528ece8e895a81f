const anywhere = 'http://desk.invalid';

/** Where to go after signing in: a page of this desk, or the first one when the wish leads anywhere else. */
export function safeReturnPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || wanted.length > 2000) return '/';
  const url = URL.parse(wanted, anywhere);
  if (!url || url.origin !== anywhere || !url.pathname.startsWith('/') || url.pathname.startsWith('//')) return '/';
  if (/^\/(sign-in|api|management|health)(\/|$)/.test(url.pathname)) return '/';
  return url.pathname + url.search + url.hash;
}
