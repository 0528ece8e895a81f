import { type NextRequest, NextResponse } from 'next/server';
import { tokenOfPath } from '@/lib/core/routes';

const development = process.env.NODE_ENV === 'development';

/**
 * Scripts run by nonce only; styles may be inline because overlays and toasts place themselves with them. Without a nonce
 * the server adds the hashes of the scripts.
 */
function contentSecurityPolicy(nonce: string | null): string {
  const byNonce = nonce === null ? '' : ` 'nonce-${nonce}' 'strict-dynamic'`;
  return [
    "default-src 'self'",
    `script-src 'self'${byNonce}${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const headersForEveryPage = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Pages whose links hold a token, though most after the `#`: they name themselves to nobody. */
const isPageOfLink = (path: string) =>
  /^\/(invitation|choose-password|forgot-password)$/.test(path) || tokenOfPath.test(path);

/** A form or an action that another site sends; Next would answer an action with 500. */
function isForeign({ method, headers }: NextRequest): boolean {
  const origin = headers.get('origin');
  if (method === 'GET' || method === 'HEAD' || origin === null) return false;
  return URL.parse(origin)?.host !== (headers.get('x-forwarded-host') ?? headers.get('host'));
}

/**
 * A sale at the desk has its reference in the address. The page would make one only after it began to answer, and a browser
 * goes to the new address once all scripts are there: many seconds on a slow network. Not for what an open desk asks for: it
 * keeps that, and would give two sales one reference.
 */
function toNewSale({ method, headers, nextUrl }: NextRequest): NextResponse | null {
  if (method !== 'GET' || nextUrl.pathname !== '/sell' || nextUrl.searchParams.has('reference')) return null;
  if (!headers.get('accept')?.includes('text/html')) return null;
  const address = nextUrl.clone();
  address.searchParams.set('reference', crypto.randomUUID());
  return NextResponse.redirect(address);
}

/** Headers for pages, a reference for a new sale, and a refusal of other sites' forms. Nothing else here decides what somebody is allowed. */
export function proxy(request: NextRequest): NextResponse {
  if (isForeign(request)) {
    return NextResponse.json({ code: 'forbidden', title: 'Only the desk itself can send this.' }, { status: 403 });
  }
  const led = toNewSale(request);
  if (led) return led;
  // A page that everybody shares, which the server asks for: `lib/platform/process/shared-page.ts`.
  const isShared = request.headers.has('x-shared-page');
  const nonce = isShared ? null : Buffer.from(crypto.randomUUID()).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set('x-page', request.nextUrl.pathname + request.nextUrl.search);
  if (nonce) requestHeaders.set('x-nonce', nonce);
  else requestHeaders.delete('x-nonce');
  requestHeaders.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers: requestHeaders } });
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(headersForEveryPage)) response.headers.set(name, value);
  if (isPageOfLink(request.nextUrl.pathname)) response.headers.set('Referrer-Policy', 'no-referrer');
  return response;
}

export const config = {
  matcher: [
    '/((?!api/|management/|health/|_next/static|_next/image|favicon\\.ico|icon|manifest\\.webmanifest|robots\\.txt).*)',
  ],
};
