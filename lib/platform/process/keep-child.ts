import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { logger } from '@/lib/core/logger';
import { type RestartOptions, restartPauses } from '@/lib/core/restart-pauses';

export type KeptChild = {
  /** Resolves once it works, also while it is being started again. @throws when it does not within the time */
  ready: (limitMs: number) => Promise<void>;
  /** Has it end what it is at, and waits for that; no longer than the time. */
  stop: (limitMs: number) => Promise<void>;
};

/** This many questions in a row that nobody answered are a process that hangs: a busy one answers in between. */
const unansweredAtMost = 3;

type ChildOptions = RestartOptions & {
  /** For the log. */
  name: string;
  /** The file that it runs, with this process's own Node options and more of them. */
  file: string;
  nodeOptions?: readonly string[];
  env?: Record<string, string>;
  /** How long its start can take, and how often it is asked whether it still answers. */
  startLimitMs?: number;
  pulseMs?: number;
  /** It ends again and again, for this reason. */
  giveUp: (reason: string) => void;
};

/**
 * Runs one of the program's roles in a process of its own, which says when it is ready (`childIsReady`) and ends when this process
 * does. When it ends by itself it is started again; one that hangs is killed first.
 * @throws when it ends before it is ready for the first time
 */
export async function keepChild(options: ChildOptions): Promise<KeptChild> {
  const restarts = restartPauses(options);
  const { name } = options;
  let stopping = false;
  let child = start(options);
  await child.ready;
  restarts.began();
  watch();

  function watch(): void {
    void child.ended.then(async (reason) => {
      if (stopping) return;
      const next = restarts.next();
      if (!next) return options.giveUp(reason);
      const { attempt, pauseMs } = next;
      logger.error({ role: name, attempt, reason }, 'a process has ended and is started again');
      // Who asks meanwhile waits for the one that is to come.
      const coming = sleep(pauseMs).then(() => (stopping ? undefined : start(options)));
      child = { ...child, ready: coming.then((started) => started?.ready) };
      child.ready.then(restarts.began, () => {});
      const started = await coming;
      if (!started) return;
      child = started;
      watch();
    });
  }

  return {
    async ready(limitMs) {
      await within(limitMs, child.ready, `The process for ${name} did not start in time.`);
    },
    async stop(limitMs) {
      stopping = true;
      const { process, ended } = child;
      if (process.connected) process.disconnect();
      await within(limitMs, ended, '').catch(() => process.kill('SIGKILL'));
      await ended;
    },
  };
}

type Started = { process: ChildProcess; ready: Promise<void>; ended: Promise<string> };

function start({ name, file, nodeOptions = [], env, startLimitMs = 120_000, pulseMs = 5_000 }: ChildOptions): Started {
  const child = spawn(process.execPath, [...process.execArgv, ...nodeOptions, file], {
    // The key that stops this process stops that one through its channel, when nothing asks it any more.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => {
      resolve();
      killIfHung(child, name, pulseMs);
    });
    void ended.then((reason) => reject(new Error(`The process for ${name} ended at its start: ${reason}.`)));
  });
  // Nobody may be waiting for it.
  ready.catch(() => {});
  const slow = setTimeout(() => kill(child, name, 'it is not ready in time'), startLimitMs);
  void ready.then(
    () => clearTimeout(slow),
    () => clearTimeout(slow),
  );
  return { process: child, ready, ended };
}

/**
 * Asks it again and again whether it still answers. Questions are counted, not time: where this process was halted too, as a
 * machine that sleeps halts both, the answer is there with the next one.
 */
function killIfHung(child: ChildProcess, name: string, pulseMs: number): void {
  let unanswered = 0;
  child.on('message', () => {
    unanswered = 0;
  });
  const pulse = setInterval(() => {
    if (!child.connected) return;
    if (unanswered === unansweredAtMost) return kill(child, name, 'it does not answer');
    unanswered += 1;
    child.send('pulse', () => {});
  }, pulseMs);
  child.once('exit', () => clearInterval(pulse));
}

function kill(child: ChildProcess, name: string, reason: string): void {
  logger.error({ role: name, reason }, 'a process hangs and is killed');
  child.kill('SIGKILL');
}

/** In a kept child: it can be asked from now on. */
export function childIsReady(): void {
  process.on('message', () => process.send?.('pulse', () => {}));
  process.send?.('ready');
}

async function within<T>(limitMs: number, work: Promise<T>, message: string): Promise<T> {
  const limit = new AbortController();
  const tooLate = sleep(limitMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error(message);
  });
  return Promise.race([work, tooLate]).finally(() => limit.abort());
}
