import { tryRun } from './run-tool';

const usualBases = ['origin/HEAD', 'origin/main', 'main'];

async function git(...args: string[]): Promise<string | undefined> {
  const { code, stdout } = await tryRun('git', args, { quiet: true });
  return code === 0 ? stdout.trim() : undefined;
}

/** Where this branch left the main one: what came after it, and what is not committed, has changed. */
async function findBase(): Promise<string> {
  for (const name of usualBases) {
    const known = await git('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
    const base = known && (await git('merge-base', 'HEAD', known));
    if (base) return base;
  }
  return 'HEAD';
}

async function listChanges(base: string): Promise<string[]> {
  const lists = [
    await git('diff', '--name-only', base),
    // Files that git does not know yet.
    await git('ls-files', '--others', '--exclude-standard'),
  ];
  return lists.flatMap((list) => list?.split('\n').filter(Boolean) ?? []);
}

const base = await findBase();
const changes = await listChanges(base);
console.log(`${changes.length} files changed since ${base.slice(0, 12)}`);
if (changes.length === 0) {
  console.log('Nothing has changed, so there is nothing to test. `npm run check` runs everything.');
} else {
  const { code } = await tryRun('vitest', ['run', '--changed', base, '--passWithNoTests']);
  process.exitCode = code;
  const browserTests = changes.filter((file) => /^e2e\/.*\.spec\.ts$/.test(file));
  if (browserTests.length > 0) {
    console.log(`\nBrowser tests that changed: npm run build && npx playwright test ${browserTests.join(' ')}`);
  }
}
