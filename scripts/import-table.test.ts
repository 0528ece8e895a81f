import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cruise, cruiseModes, groupCircles } from './import-table';

/** One broken import for each rule: the file that holds it, what it imports, and the rule. */
const plants = [
  ['app/page.ts', "import '@/db/client';", 'app'],
  ['app/broken.ts', "import './gone';", 'resolvable'],
  ['lib/core/one.ts', "import type { Two } from './two';\nexport type One = Two;", 'no-circles'],
  ['lib/core/two.ts', "import type { One } from './one';\nexport type Two = One;", null],
  ['lib/domain/coupons/codes/a.ts', "import '../coupons/b';", 'no-folder-circles'],
  ['lib/domain/coupons/coupons/b.ts', "import '../codes/c';", 'no-folder-circles'],
  ['lib/domain/coupons/codes/c.ts', 'export {};', null],
  // A circle of the groups, none of their folders.
  ['lib/domain/left/near/d.ts', "import '@/lib/domain/right/near/e';", null],
  ['lib/domain/right/near/e.ts', 'export {};', null],
  ['lib/domain/right/far/f.ts', "import '@/lib/domain/left/far/g';", null],
  ['lib/domain/left/far/g.ts', 'export {};', null],
  // Folders by their types alone.
  ['lib/platform/jobs/h.ts', "import type { I } from '../audit/i';\nexport type H = I;", 'no-folder-circles'],
  ['lib/platform/audit/i.ts', "import type { J } from '../jobs/j';\nexport type I = J;", 'no-folder-circles'],
  ['lib/platform/jobs/j.ts', 'export type J = 1;', null],
  ['components/button.ts', "import '@/lib/platform/context';", 'components'],
  ['components/log.ts', "import '@/lib/core/loud';", 'components-pure'],
  ['lib/core/loud.ts', "import './logger';", null],
  ['lib/core/logger.ts', 'export {};', null],
  ['lib/platform/context.ts', 'export {};', null],
  ['lib/core/impure.ts', "import '@/db/client';", 'core'],
  ['lib/worker/screen.ts', "import '@/app/plain';", 'lib'],
  ['app/plain.ts', 'export {};', null],
  ['lib/adapters/khalti/stored.ts', "import '@/db/client';", 'adapters'],
  ['lib/adapters/khalti/other.ts', "import '@/lib/adapters/messaging/send-sms';", 'adapters-apart'],
  ['lib/adapters/messaging/send-sms.ts', 'export {};', null],
  ['lib/platform/nosy.ts', "import '@/lib/adapters/messaging/send-sms';", 'platform'],
  ['lib/domain/access/team.ts', "import '@/lib/domain/coupons/codes/c';", 'access'],
  ['lib/domain/coupons/codes/back.ts', "import '@/lib/domain/sales/till';", 'coupons'],
  ['lib/domain/sales/till.ts', 'export {};', null],
  ['lib/domain/sales/back.ts', "import '@/lib/domain/redemptions/plain';", 'sales'],
  ['lib/domain/redemptions/plain.ts', 'export {};', null],
  ['lib/domain/redemptions/up.ts', "import '@/lib/worker/plain';", 'redemptions'],
  ['lib/domain/approvals/up.ts', "import '@/lib/worker/plain';", 'approvals'],
  ['lib/domain/finding/up.ts', "import '@/lib/domain/approvals/up';", 'finding'],
  ['lib/domain/exports/up.ts', "import '@/lib/worker/plain';", 'exports'],
  ['lib/worker/plain.ts', 'export {};', null],
  ['lib/worker/sideways.ts', "import '@/lib/demo/plain';", 'worker'],
  ['lib/demo/plain.ts', 'export {};', null],
  ['lib/demo/sideways.ts', "import '@/lib/worker/plain';", 'demo'],
  ['lib/api/query.ts', "import '@/db/client';", 'api'],
  ['lib/domain/sales/schemas.ts', "import 'pino';", 'schemas'],
  ['lib/domain/coupons/codes/schemas.ts', "import '@/lib/core/loud';", 'schemas-pure'],
  ['node_modules/pino/index.js', 'export {};', null],
  ['db/client.ts', 'export {};', null],
  ['db/upwards.ts', "import '@/lib/core/logger';", 'db'],
  ['sandbox/khalti/shared.ts', "import '@/lib/core/logger';", 'sandbox'],
  ['clients/typescript/shared.ts', "import '@/lib/core/logger';", 'clients'],
  ['proxy.ts', "import '@/scripts/tool';", 'nobody-imports-the-outside'],
  ['scripts/tool.ts', 'export {};', null],
  ['lib/demo/tested.ts', "import '@/lib/core/testing';", 'testing-only-in-tests'],
  ['lib/core/testing.ts', 'export {};', null],
] as const;

let folder: string;
const rules = new Set<string>();
let circles: string[] = [];
const broken: { rule: string; from: string }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-table-'));
  for (const [file, text] of plants) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  symlinkSync(path.resolve('node_modules/@swc'), path.join(folder, 'node_modules/@swc'));
  for (const file of ['.dependency-cruiser.cjs', 'scripts/module-aliases.cjs']) {
    copyFileSync(file, path.join(folder, file));
  }
  for (const mode of cruiseModes) {
    const result = await cruise(mode, folder);
    const { summary } = result;
    if (mode === 'types') circles = groupCircles(result);
    for (const { name } of summary.ruleSetUsed.forbidden) rules.add(name);
    broken.push(...summary.violations.map(({ from, rule }) => ({ rule: rule.name, from })));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const planted = plants.filter(([, , rule]) => rule !== null);

it.each(planted)('%s is refused: %s breaks the rule %s', (file, _text, rule) => {
  expect(broken).toContainEqual({ rule, from: rule === 'no-folder-circles' ? path.dirname(file) : file });
});

it('refuses a circle of two groups, none of whose folders are in one', () => {
  const ofThem = /^lib\/domain\/(left|right)/;
  expect(broken.filter(({ from }) => ofThem.test(from))).toEqual([]);
  expect(circles.filter((group) => ofThem.test(group))).toEqual(['lib/domain/left', 'lib/domain/right']);
});

it('refuses a circle of folders that is made of types alone', () => {
  const breaks = broken.filter(({ from }) => /^lib\/platform\/(jobs|audit)/.test(from));
  expect(breaks.map(({ rule }) => rule)).toEqual(['no-folder-circles', 'no-folder-circles']);
});

it('has a planted violation for each rule', () => {
  expect(new Set<string | null>(planted.map(([, , rule]) => rule))).toEqual(rules);
});
