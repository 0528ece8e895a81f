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
  ...['app', 'components', 'lib', 'db', 'sandbox', 'clients', 'scripts', 'test', 'e2e', 'bench'],
  ...['server.ts', 'start-server.ts', 'pages.ts', 'worker.ts', 'test-mode.ts', 'proxy.ts', 'next.config.ts'],
];
const leastModules = 50;

/**
 * Holds the imports of the tree against the import table, in every mode. Without a parser dependency-cruiser sees nothing
 * and is content, so a run that read too few TypeScript files, or found too few imports in them, fails.
 */
export async function checkImportTable(): Promise<void> {
  const groups: string[] = [];
  for (const mode of cruiseModes) {
    const result = await checkMode(mode);
    if (mode === 'types') groups.push(...groupCircles(result));
  }
  for (const group of groups) print(`  ${group} is in a circle with a folder next to it`);
  if (groups.length > 0) throw new Error(`${groups.length} groups of folders are in a circle.`);
}

/**
 * The groups of folders that import each other in a circle with others next to them, whichever of their folders do;
 * dependency-cruiser knows single folders only. Those at the top are no groups: `db` and `lib` have something for each other.
 */
export function groupCircles({ modules }: Cruise): string[] {
  const imports = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      const [from, to] = partingFolders(source, resolved);
      if (!from || !to || outside.test(source) || outside.test(resolved)) continue;
      imports.set(from, (imports.get(from) ?? new Set()).add(to));
    }
  }
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of imports.get(from) ?? []) if (!seen.has(to)) reached(to, seen.add(to));
    return seen;
  };
  return [...imports.keys()].filter((group) => reached(group).has(group)).toSorted();
}

/** Tests may import from anywhere. */
const outside = /^node_modules\/|\.test\.tsx?$|(^|\/)testing(-setup)?\.tsx?$|^test\//;

/** The folders in which the paths of two files part; a file that is no deeper than that has none. */
function partingFolders(source: string, resolved: string): [string | undefined, string | undefined] {
  const [from, to] = [path.dirname(source).split('/'), path.dirname(resolved).split('/')];
  const same = from.findIndex((name, depth) => name !== to[depth]);
  const parting = (names: string[]) => (names.length > same ? names.slice(0, same + 1).join('/') : undefined);
  return same < 1 ? [undefined, undefined] : [parting(from), parting(to)];
}

async function checkMode(mode: CruiseMode): Promise<Cruise> {
  const result = await cruise(mode, '.');
  const { modules, summary } = result;
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
  return result;
}

/** Runs dependency-cruiser in one mode over the tree below `folder`, which has its configuration and `node_modules`. */
export async function cruise(mode: CruiseMode, folder: string): Promise<Cruise> {
  const present = roots.filter((root) => existsSync(path.join(folder, root)));
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...present];
  const { stdout } = await tryRun('depcruise', args, { quiet: true, env: { CRUISE: mode }, cwd: folder });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser printed no result: ${stdout.slice(0, 2_000)}`);
  return JSON.parse(stdout) as Cruise;
}
