import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { print, tryRun } from './run-tool';

/** Generates migrations aside: a file that was not there before means that the schema has moved on without one. */
export async function checkMigrations(): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-migrations-'));
  try {
    const out = path.join(scratch, 'drizzle');
    cpSync('drizzle', out, { recursive: true });
    const before = readdirSync(out).join();
    const flags = ['--dialect', 'postgresql', '--casing', 'snake_case', '--schema', './db/schema/*'];
    const args = ['generate', ...flags, '--out', path.relative('.', out)];
    const { code, stdout } = await tryRun('drizzle-kit', args, { quiet: true });
    if (code !== 0) throw new Error(`drizzle-kit generate failed:\n${stdout}`);
    if (readdirSync(out).join() !== before) {
      throw new Error('db/schema has changes that no migration makes. Run `npm run db:generate`.');
    }
    print('  every change of db/schema has its migration');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
