import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type Running = {
  child: ChildProcess;
  log: string;
  /** Its code, once it has ended. */
  ended: Promise<number | null>;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

const running = new Set<Running>();

/** Whatever a fault left. */
export async function stopAll(): Promise<void> {
  for (const one of running) one.child.kill('SIGCONT');
  await Promise.all([...running].map((one) => one.stop('SIGKILL')));
}

/** A program with its output in a file of the scratch folder. */
export function start(
  command: string,
  args: string[],
  { log, env = process.env, cwd }: { log: string; env?: NodeJS.ProcessEnv; cwd?: string },
): Running {
  const output = openSync(log, 'a');
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', output, output, 'ipc'] });
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(one);
    return code as number | null;
  });
  const one: Running = {
    child,
    log,
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
  running.add(one);
  return one;
}

export type DeskOptions = {
  scratch: string;
  env: Record<string, string> /** What starts it, before Node. */;
  under?: string[];
};
export type Desk = Running & { url: string; port: number };

/** The desk as `npm run up` starts it, ready for calls unless it is not waited for. */
export async function startDesk({ scratch, env, under = [] }: DeskOptions, readyLimitMs = 90_000): Promise<Desk> {
  const port = Number(env.PORT ?? (await freePort()));
  const [command = '', ...args] = [...under, process.execPath, '.next/programs/up.mjs'];
  const own = {
    NODE_ENV: 'production' as const,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    DEMO: 'false',
  };
  const run = start(command, args, {
    log: path.join(scratch, `desk-${port}.log`),
    env: { ...process.env, ...own, ...env },
  });
  const desk = { ...run, port, url: `http://127.0.0.1:${port}` };
  if (readyLimitMs > 0) {
    let hasEnded = false;
    void run.ended.then(() => (hasEnded = true));
    await until(
      async () => hasEnded || (await statusOf(`${desk.url}/health/ready`)) === 200,
      readyLimitMs,
      `the desk on ${port} (${run.log})`,
    );
    if (hasEnded) throw new Error(`The desk ended instead of starting: ${run.log}`);
  }
  return desk;
}

/** 0 when nobody answers. */
export async function statusOf(url: string, init: RequestInit = {}): Promise<number> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** @returns how long it took @throws when it took longer than that */
export async function until(isSo: () => Promise<boolean> | boolean, limitMs: number, what: string): Promise<number> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > limitMs) throw new Error(`Waited ${limitMs / 1000} s for ${what}.`);
    await sleep(20);
  }
  return performance.now() - began;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
