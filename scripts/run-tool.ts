import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import path from 'node:path';

const binaries = path.resolve('node_modules/.bin');

/** What a step of a larger run adds to the tools that it starts. */
type Surroundings = { env: Record<string, string>; write: (chunk: string | Buffer) => void };

/** Inside it, tools get these variables and print through `write`, as steps that run at the same time need it. */
export const surroundings = new AsyncLocalStorage<Surroundings>();

/** One line of a script, in the place where the output of its tools goes. */
export function print(line: string): void {
  const around = surroundings.getStore();
  if (around) around.write(`${line}\n`);
  else console.log(line);
}

/** The environment in which a tool, and every Node it starts, is the project's own. */
export function toolEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH = '', ...rest } = process.env;
  const inherited = PATH.split(path.delimiter).filter((folder) => folder !== binaries);
  const around = surroundings.getStore()?.env;
  const own = { PATH: [binaries, ...inherited].join(path.delimiter), NEXT_TELEMETRY_DISABLED: '1' };
  return { ...rest, ...own, ...around, ...extra };
}

export type ToolResult = { code: number; stdout: string };

/** Runs a tool of `node_modules/.bin` (or of the system) and returns how it ended; `quiet` keeps its output back. */
export function tryRun(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; quiet?: boolean; cwd?: string } = {},
): Promise<ToolResult> {
  const write = surroundings.getStore()?.write;
  const passedOn = write ? 'pipe' : 'inherit';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', options.quiet ? 'pipe' : passedOn, passedOn],
      env: toolEnv(options.env),
      ...(options.cwd ? { cwd: options.cwd } : {}),
    });
    const killChild = () => child.kill();
    process.once('exit', killChild);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => (options.quiet ? chunks.push(chunk) : write?.(chunk)));
    child.stderr?.on('data', (chunk: Buffer) => write?.(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', killChild);
      resolve({ code: code ?? 1, stdout: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** @throws when the tool ends with anything but 0. */
export async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const { code } = await tryRun(command, args, { env });
  if (code !== 0) throw new Error(`\`${command} ${args.join(' ')}\` failed (${code}).`);
}
