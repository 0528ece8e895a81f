import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { print, tryRun } from './run-tool';

/**
 * Generates migrations aside: a file that was not there before means that the schema has moved on without one. And each migration is
 * later than the one before.
 */
export async function checkMigrations(): Promise<void> {
  assertInOrder();
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

/** A database that has a later one already would leave out the earlier one, without a word. */
function assertInOrder(): void {
  const { entries } = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8')) as {
    entries: { when: number; tag: string }[];
  };
  const wrong = entries.find(({ when }, at) => at > 0 && when <= (entries[at - 1]?.when ?? 0));
  if (wrong)
    throw new Error(`${wrong.tag} has to be later than the migration before it in drizzle/meta/_journal.json.`);
}
