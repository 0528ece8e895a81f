import { spawn } from 'node:child_process';
import path from 'node:path';

const binaries = path.resolve('node_modules/.bin');

/** The environment in which a tool, and every Node it starts, is the project's own. */
export function toolEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH = '', ...rest } = process.env;
  const inherited = PATH.split(path.delimiter).filter((folder) => folder !== binaries);
  return { ...rest, PATH: [binaries, ...inherited].join(path.delimiter), NEXT_TELEMETRY_DISABLED: '1', ...extra };
}

export type ToolResult = { code: number; stdout: string };

/** Runs a tool of `node_modules/.bin` (or of the system) and returns how it ended; `quiet` keeps its output back. */
export function tryRun(
  command: string,
  args: string[],
  options: { env?: Record<string, string>; quiet?: boolean; cwd?: string } = {},
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', 'inherit'],
      env: toolEnv(options.env),
      ...(options.cwd ? { cwd: options.cwd } : {}),
    });
    const killChild = () => child.kill();
    process.once('exit', killChild);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
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
