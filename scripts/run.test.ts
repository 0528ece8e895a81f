import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'coupon-desk-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the doctor says, which names the data directory that it looked for and makes none. */
function doctor(cwd: string, npm: Record<string, string>): string {
  const { npm_lifecycle_event: _event, INIT_CWD: _folder, DATABASE_URL: _url, ...rest } = process.env;
  const env = { ...rest, DATA_DIR: 'updata', ...npm };
  return spawnSync('node', [path.join(root, 'scripts/run.mjs'), 'doctor'], { cwd, encoding: 'utf8', env }).stdout;
}

it.each([
  { started: 'npm, which goes to the program first', cwd: root, npm: { npm_lifecycle_event: 'up', INIT_CWD: folder } },
  { started: 'node', cwd: folder, npm: {} },
  { started: 'node, in a script of another project', cwd: folder, npm: { npm_lifecycle_event: 'up', INIT_CWD: '/' } },
])('takes a relative DATA_DIR from the folder of the user who started it by $started', ({ cwd, npm }) => {
  expect(doctor(cwd, npm)).toContain(`${path.join(folder, 'updata')} is not there.`);
});
