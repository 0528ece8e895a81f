import { spawn, spawnSync } from 'node:child_process';

/** Whether a program is there. */
export const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** What a program printed before it was ended after `seconds`. */
export function runBounded(program: string, args: string[], seconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1000 });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', () => resolve(printed));
  });
}
