import path from 'node:path';
import type { Desk } from './desk';
import { runBounded } from './run-bounded';

type Target = { name: string; path: string; body?: unknown; as: 'key' | 'admin' | 'partner' | 'token' };

/** Calls of both APIs, and searches of the desk. `*` is what sqlmap tries besides the parameters. */
const targets: Target[] = [
  { name: 'management: coupons', path: '/management/coupons.json?page=1&per_page=2&q=a', as: 'key' },
  { name: 'management: codes', path: '/management/coupons/1/codes.json?page=1&status=available', as: 'key' },
  { name: 'Nettv: product', path: '/api/products/nettv-coupon*/?token={token}', as: 'token' },
  {
    name: 'Nettv: buy',
    path: '/api/use/nettv-coupon/',
    body: { token: '{token}', reference: 'scan-1*', value: 'nettv coupon*', amount: 2000 },
    as: 'token',
  },
  {
    name: 'v1: check',
    path: '/api/v1/redemptions/check',
    body: { code: 'NETTV2000*', user: { id: '4411*' }, purchase: { plan: 'Nettv cine*', amount: 200000 } },
    as: 'key',
  },
  { name: 'v1: redemptions', path: '/api/v1/redemptions?user_id=4411&state=redeemed&limit=2', as: 'key' },
  { name: 'desk: sales', path: '/sales?search=986&state=succeeded&product=1', as: 'admin' },
  { name: 'desk: coupons', path: '/coupons?search=a&sort=code', as: 'admin' },
  { name: 'desk: activity', path: '/activity?actor=user:1&subjectKind=sale', as: 'admin' },
  { name: 'v1: requests', path: '/api/v1/requests?search=*&outcome=refused&limit=2', as: 'key' },
  {
    name: 'desk: requests',
    path: '/api/desk/requests?search=a&outcome=refused&method=GET&integratorId=1',
    as: 'admin',
  },
  { name: 'desk: prices', path: '/api/desk/integrators/one?id=1', as: 'admin' },
  { name: 'desk: exports', path: '/api/desk/exports/columns?kind=sales', as: 'admin' },
  {
    name: 'desk: code sheet',
    path: '/api/desk/code-exports',
    body: {
      couponId: 1,
      filter: { status: 'available*' },
      clear: { reason: 'scan*' },
      sheet: { perPage: 8, symbol: 'qr', title: 'scan*' },
    },
    as: 'admin',
  },
  { name: 'partner: requests', path: '/api/desk/partner/requests?search=a&outcome=refused&keyId=1', as: 'partner' },
  {
    name: 'partner: statement',
    path: '/api/desk/partner/statement?from=2026-01-01&to=2026-12-31&before=9',
    as: 'partner',
  },
  { name: 'desk: security', path: '/security?kind=sign_in.failed&address=127.0.0.1', as: 'admin' },
];

const isFound = /is vulnerable|appears to be '.*' injectable|identified the following injection point/;

/** Injects SQL into one target after the other, by what is answered and by errors, not by time. @returns a line for each finding */
export async function runSqlmap(desk: Desk, folder: string, seconds: number): Promise<string[]> {
  const findings: string[] = [];
  const each = Math.floor(seconds / targets.length);
  for (const target of targets) {
    const printed = await runBounded('sqlmap', argumentsFor(target, desk, folder), each);
    const lines = printed.split('\n');
    const found = lines.filter((line) => isFound.test(line));
    const [, requests] = /HTTP error codes detected[^\n]*\n([^\n]*)/.exec(printed) ?? [];
    const isDone = /tested parameters do not appear to be injectable|ending @/.test(printed);
    console.log(
      `sqlmap: ${target.name}: ${isDone ? 'done' : `ended after ${each} s`}${requests ? `; ${requests.trim()}` : ''}`,
    );
    findings.push(...found.map((line) => `${target.name}: ${line}`));
  }
  return findings;
}

function argumentsFor({ path: of, body, as }: Target, { url, cookies, apiKey }: Desk, folder: string): string[] {
  const filled = (text: string) => text.replace('{token}', apiKey);
  const headers = [
    ...(as === 'key' ? [`Authorization: Bearer ${apiKey}`] : []),
    ...(as === 'admin' || as === 'partner'
      ? [`Cookie: ${cookies[as]}`, `Origin: ${url}`, 'Sec-Fetch-Site: same-origin']
      : []),
    ...(body ? ['Content-Type: application/json'] : []),
  ];
  return [
    ...['--url', `${url}${filled(of)}`, ...(headers.length > 0 ? ['--headers', headers.join('\n')] : [])],
    ...(body ? ['--data', filled(JSON.stringify(body))] : []),
    ...['--batch', '--flush-session', '--dbms', 'PostgreSQL', '--technique', 'BEU', '--level', '2', '--risk', '1'],
    ...['--skip', 'token,User-Agent,Referer,Host', '--ignore-code', '401', '--threads', '2', '--timeout', '10'],
    ...['--disable-coloring', '--output-dir', path.join(folder, 'sqlmap')],
  ];
}
