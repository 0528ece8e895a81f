import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Desk } from './desk';
import { runBounded } from './run-bounded';

/** Those that ask nobody else: not the ones that need a server of wapiti's own on the internet. Times say nothing on a busy machine. */
const modules = [
  ...['sql', 'xss', 'permanentxss', 'exec', 'file', 'crlf', 'redirect', 'backup', 'htaccess', 'methods'],
  ...['csp', 'cookieflags', 'http_headers', 'csrf'],
];

/**
 * No faults. Forms are refused by their Origin, without a token (`e2e/server/strangers.spec.ts`); browsers have dropped the first header,
 * and the second one is sent over https alone (`lib/platform/process/http-server.test.ts`).
 */
const known = ['Lack of anti CSRF token', 'X-XSS-Protection is not set', 'Strict-Transport-Security is not set'];

type Finding = { method: string; path: string; info: string; parameter: string };
type Report = Record<'vulnerabilities' | 'anomalies', Record<string, Finding[]>>;

/** Pages to begin at, by the role that sees them; the rest is found by following links. */
const pages = {
  admin: [
    ...['', 'sales?search=986', 'coupons?search=a', 'redemptions', 'team', 'activity', 'security', 'settings', 'docs'],
    ...['requests?search=a&outcome=refused', 'exports', 'integrators', 'integrators/1', 'suppliers', 'approvals'],
    ...['coupons/1/codes', 'settings/security', 'customers/data'],
  ],
  partner: [
    ...['partner', 'partner/statement', 'partner/sales', 'partner/coupons', 'partner/redemptions'],
    ...['partner/webhooks', 'partner/requests?search=a&outcome=refused'],
  ],
};

/** Follows the links of the desk's pages as somebody and attacks what they take. @returns a line for each finding */
export const wapitiAs =
  (as: keyof typeof pages) =>
  async ({ url, cookies }: Desk, scratch: string, seconds: number): Promise<string[]> => {
    const folder = path.join(scratch, `wapiti-${as}`);
    await mkdir(folder);
    const output = path.join(folder, 'wapiti.json');
    const crawling = String(Math.floor(seconds / 3));
    // Wapiti looks at the clock between requests only, so each module takes longer than it is given.
    const attacking = String(Math.floor(seconds / 3 / modules.length));
    const args = [
      ...['--url', `${url}/`, '--scope', 'folder', '--header', `Cookie: ${cookies[as]}`],
      ...pages[as].flatMap((page) => ['--start', `${url}/${page}`]),
      ...['--module', modules.join(','), '--max-scan-time', crawling, '--max-attack-time', attacking],
      ...['--max-links-per-page', '30', '--depth', '3', '--timeout', '10', '--flush-session', '--no-bugreport'],
      ...['--store-session', folder, '--format', 'json', '--output', output],
    ];
    const printed = await runBounded('wapiti', args, seconds * 2);
    const report = await readFile(output, 'utf8').then(
      (text) => JSON.parse(text) as Report,
      () => null,
    );
    if (!report) return [`no report was written: ${printed.slice(-500)}`];
    const pagesSeen = /(?:Total number of resources|Found) ?:? ?(\d+)/i.exec(printed)?.[1];
    const kinds = [...Object.entries(report.vulnerabilities), ...Object.entries(report.anomalies)];
    const findings = kinds.flatMap(([kind, found]) => found.map((finding) => ({ kind, ...finding })));
    const unknown = findings.filter(({ info }) => !known.includes(info.trim()));
    console.log(
      `wapiti as ${as}: ${pagesSeen ?? 'some'} resources, ${findings.length - unknown.length} findings that are known to be none`,
    );
    return unknown.map(
      ({ kind, method, path: of, info, parameter }) => `${kind}: ${method} ${of} ${parameter ?? ''} ${info}`,
    );
  };
