import { existsSync } from 'node:fs';
import path from 'node:path';
import { print, tryRun } from './run-tool';

type Cruise = {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
};

/** The modes of `.dependency-cruiser.cjs`: types count as imports, only what runs counts, folders instead of files. */
export const cruiseModes = ['types', 'runtime', 'folders'] as const;
type CruiseMode = (typeof cruiseModes)[number];

const roots = [
  ...['app', 'components', 'lib', 'db', 'sandbox', 'scripts', 'test', 'e2e', 'bench'],
  ...['server.ts', 'proxy.ts', 'next.config.ts'],
];
const leastModules = 50;

/**
 * Holds the imports of the tree against the import table, in every mode. Without a parser dependency-cruiser sees nothing
 * and is content, so a run that read too few TypeScript files, or found too few imports in them, fails.
 */
export async function checkImportTable(): Promise<void> {
  for (const mode of cruiseModes) await checkMode(mode);
}

async function checkMode(mode: CruiseMode): Promise<void> {
  const { modules, summary } = await cruise(mode, '.');
  const own = modules.filter(({ source }) => /^(?!node_modules\/).*\.tsx?$/.test(source));
  const linked = own.filter(({ dependencies }) =>
    dependencies.some(({ resolved }) => /^(app|components|lib|db)\//.test(resolved)),
  );
  if (own.length < leastModules || linked.length < own.length / 3) {
    throw new Error(
      `dependency-cruiser read ${own.length} TypeScript files and found imports of ours in ${linked.length}: its parser does not work.`,
    );
  }
  for (const { from, to, rule } of summary.violations) print(`  ${rule.name}: ${from} → ${to}`);
  if (summary.violations.length > 0) throw new Error(`The import table is broken ${summary.violations.length} times.`);
  print(`  ${mode}: ${own.length} files, ${linked.length} with imports of ours, no violation`);
}

/** Runs dependency-cruiser in one mode over the tree below `folder`, which has its configuration and `node_modules`. */
export async function cruise(mode: CruiseMode, folder: string): Promise<Cruise> {
  const present = roots.filter((root) => existsSync(path.join(folder, root)));
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...present];
  const { stdout } = await tryRun('depcruise', args, { quiet: true, env: { CRUISE: mode }, cwd: folder });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser printed no result: ${stdout.slice(0, 2_000)}`);
  return JSON.parse(stdout) as Cruise;
}
