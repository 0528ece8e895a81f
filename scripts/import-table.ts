import { existsSync } from 'node:fs';
import { tryRun } from './run-tool';

type Cruise = {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
};

const roots = ['app', 'components', 'lib', 'db', 'scripts', 'e2e', 'bench', 'server.ts', 'proxy.ts', 'next.config.ts'];
const leastModules = 50;

/**
 * Runs dependency-cruiser in both ways of `.dependency-cruiser.cjs`. Without a parser it sees nothing and is content, so a
 * run that read too few TypeScript files, or found too few imports in them, fails.
 */
export async function checkImportTable(): Promise<void> {
  await cruise('types');
  await cruise('runtime');
}

async function cruise(kind: 'types' | 'runtime'): Promise<void> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...roots.filter(existsSync)];
  const { stdout } = await tryRun('depcruise', args, { quiet: true, env: { CRUISE: kind } });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser printed no result: ${stdout.slice(0, 2_000)}`);
  const { modules, summary } = JSON.parse(stdout) as Cruise;
  const own = modules.filter(({ source }) => /^(?!node_modules\/).*\.tsx?$/.test(source));
  const linked = own.filter(({ dependencies }) =>
    dependencies.some(({ resolved }) => /^(app|components|lib|db)\//.test(resolved)),
  );
  if (own.length < leastModules || linked.length < own.length / 3) {
    throw new Error(
      `dependency-cruiser read ${own.length} TypeScript files and found imports of ours in ${linked.length}: its parser does not work.`,
    );
  }
  for (const { from, to, rule } of summary.violations) console.error(`  ${rule.name}: ${from} → ${to}`);
  if (summary.violations.length > 0) throw new Error(`The import table is broken ${summary.violations.length} times.`);
  console.log(`  ${kind}: ${own.length} files, ${linked.length} with imports of ours, no violation`);
}
