const anywhere = 'http://desk.invalid';

/** Where to go after signing in: the requested page of this desk, or the first page for any other address. */
export function safeReturnPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || wanted.length > 2000) return '/';
  const url = URL.parse(wanted, anywhere);
  if (!url || url.origin !== anywhere || !url.pathname.startsWith('/') || url.pathname.startsWith('//')) return '/';
  if (/^\/(sign-in|second-factor|api|management|health)(\/|$)/.test(url.pathname)) return '/';
  return url.pathname + url.search + url.hash;
}
