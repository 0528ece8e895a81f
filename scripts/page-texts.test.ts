import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textsOfLayouts } from './page-texts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coupon-desk-texts-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), source);
  }
}

const script = (text: string) => `'use client';\nuseTranslations(${text});\n`;

it('names by layout what scripts ask for, also what is loaded later, and not what a layout above gives', () => {
  write({
    'app/layout.tsx': "import { Frame } from '@/components/frame';\n",
    'components/frame.tsx': script("'common'"),
    // Drawn on the server: its own texts stay there.
    'app/sales/page.tsx':
      "import { List } from './list';\nimport type { X } from './other';\nuseTranslations('activity');\n",
    'app/sales/layout.tsx': '',
    'app/sales/list.tsx': `${script("isOne ? 'sales.one' : `sales.$" + '{kind}`')}const later = () => import('./later');\n`,
    'app/sales/later.tsx':
      "import { act } from './actions';\nuseTranslations('common.shell');\nuseTranslations('links');\n",
    'app/sales/actions.ts': "'use server';\nimport { send } from './send';\n",
    'app/sales/send.ts': "useTranslations('messaging');\n",
    'app/sales/other.tsx': script("'products'"),
    'app/sales/[id]/page.tsx': "import { Sale } from './sale';\n",
    'app/sales/[id]/sale.tsx': script("'sales.states'"),
    'app/sales/[id]/layout.tsx': '',
  });
  expect(textsOfLayouts(root)).toEqual({
    app: ['common'],
    'app/sales': ['links', 'sales'],
    'app/sales/[id]': [],
  });
});

it.each(["''", '', 'name'])('refuses a script that asks for texts by %s', (text) => {
  write({ 'app/layout.tsx': '', 'app/page.tsx': script(text) });
  expect(() => textsOfLayouts(root)).toThrow('app/page.tsx: which texts does');
});
