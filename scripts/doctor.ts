import path from 'node:path';
import { findEmbedded } from '@/db/embedded';
import { environmentProblems } from '@/lib/core/env';
import { keySource } from '@/lib/platform/keys/key-source';
import { findSecrets, needsDataDir } from './data-dir';
import { checkDataDir } from './doctor/check-data-dir';
import { checkDatabase } from './doctor/check-database';
import { checkSettings } from './doctor/check-settings';
import { checkTestMode } from './doctor/check-test-mode';
import { checkWalArchive } from './doctor/check-wal-archive';
import { type Finding, ok, warning, wrong } from './doctor/finding';
import { adoptEmbedded } from './environment';

let hasKeys = true;

/** Lets the process find keys and database as the desk would, without making or starting anything. */
async function findWhatThereIs(): Promise<Finding[]> {
  if (!needsDataDir()) return [];
  const dataDir = path.resolve(process.env.DATA_DIR || '.data');
  const found = checkDataDir(dataDir);
  const password = findSecrets(dataDir);
  const isEmbedded = !process.env.DATABASE_URL;
  if (password === undefined) {
    hasKeys = false;
    const fix = '`npm run up` makes them for a new database; those of another one are in its backup.';
    return [...found, warning('Keys', `There are none in ${dataDir} and none among the variables.`, fix)];
  }
  const embedded = isEmbedded ? findEmbedded(dataDir, password) : undefined;
  if (embedded) {
    adoptEmbedded(embedded);
    found.push(...(await checkWalArchive(dataDir, embedded)));
  } else if (isEmbedded) {
    found.push(
      warning('Database', 'The embedded one does not run and was not looked at.', 'Run this next to `npm run up`.'),
    );
  }
  return found;
}

function checkEnvironment(): Finding[] {
  // What `up` provides is not missing.
  const isProvided = (name: string) => !process.env[name] && (name === 'DATABASE_URL' || !hasKeys);
  const problems = environmentProblems().filter(({ name }) => !isProvided(name));
  if (problems.length > 0)
    return problems.map(({ name, message }) =>
      wrong('Variables', `${name}: ${message}`, '.env.example says what it takes.'),
    );
  if (!process.env.DATABASE_URL || !hasKeys) return [ok('Variables', 'Each has the form it needs.')];
  try {
    const { name } = keySource();
    keySource().read();
    return [
      ok(
        'Variables',
        `Each has the form it needs; the keys are from ${name === 'environment' ? 'variables or secrets.json' : name}.`,
      ),
    ];
  } catch (error) {
    return [wrong('Keys', (error as Error).message, 'docs/operate.md says how keys are kept.')];
  }
}

const marks = { ok: '  ok     ', warning: '  look   ', wrong: '  WRONG  ' } as const;

const findings = [...(await findWhatThereIs()), ...checkEnvironment(), ...checkSettings(process.env)];
const {
  DATABASE_URL: url,
  DATABASE_SOCKET: socket,
  DATABASE_POOL: pool,
  DATABASE_POOLER,
  DATABASE_DIRECT_URL,
} = process.env;
const direct = DATABASE_POOLER === 'transaction' ? DATABASE_DIRECT_URL : undefined;
if (url && URL.canParse(url)) {
  findings.push(
    ...(await checkDatabase({
      url,
      socket: socket || undefined,
      direct: direct && URL.canParse(direct) ? direct : undefined,
      pool: Number(pool) || 5,
      contents: hasKeys && environmentProblems().length === 0,
    })),
  );
  const { TEST_MODE_DATABASE_URL: testUrl, TEST_MODE_DATABASE_SOCKET: testSocket } = process.env;
  findings.push(await checkTestMode(testUrl || undefined, testSocket || undefined));
}
for (const { level, about, said, fix } of findings) {
  console.log(`${marks[level]}${about.padEnd(13)}${said}${fix ? `\n${' '.repeat(22)}→ ${fix}` : ''}`);
}
const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
console.log(`\n${count('wrong')} wrong, ${count('warning')} to look at, ${count('ok')} as they should be.`);
process.exitCode = count('wrong') > 0 ? 1 : 0;
