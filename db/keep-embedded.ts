import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RestartOptions, restartPauses } from '@/lib/core/restart-pauses';
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded';
import { rotateLog } from './embedded-log';
import { findPostmaster } from './embedded-postmaster';

export type KeptEmbedded = {
  /** Ends the watch, and the Postgres that runs then. */
  stop: () => Promise<void>;
};

export type KeepOptions = {
  /** What became of it, for the log. */
  say: (fields: { attempt: number; reason?: string }, message: string) => void;
  /** It cannot be started again, for this reason. */
  giveUp: (reason: string) => void;
  checkEveryMs?: number;
} & RestartOptions;

const rotateEveryMs = 60_000;

/**
 * Watches an embedded Postgres and starts it again when it has ended, on the same port, so that pools connect to it again by
 * themselves. Its log is rotated meanwhile.
 */
export function keepEmbedded(started: Embedded, options: EmbeddedOptions, keep: KeepOptions): KeptEmbedded {
  const { checkEveryMs = 250 } = keep;
  const cluster = path.join(options.dataDir, 'database');
  const port = Number(new URL(started.url).port);
  const stopping = new AbortController();
  let current = started;
  const restarts = restartPauses(keep);
  let rotatedAt = 0;

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  function lookAfterLog(): void {
    if (Date.now() - rotatedAt < rotateEveryMs) return;
    rotatedAt = Date.now();
    rotateLog(path.join(cluster, 'server.log'));
  }

  async function watch(): Promise<void> {
    let reason = 'It ended again and again.';
    while (!stopping.signal.aborted) {
      if (findPostmaster(cluster)) {
        lookAfterLog();
        await pause(checkEveryMs);
        continue;
      }
      const next = restarts.next();
      if (!next) return keep.giveUp(reason);
      const { attempt, pauseMs } = next;
      keep.say({ attempt }, 'the embedded Postgres has ended and is started again');
      await pause(pauseMs);
      if (stopping.signal.aborted) return;
      try {
        current = await startEmbedded({ ...options, port });
        restarts.began();
        keep.say({ attempt }, 'the embedded Postgres runs again');
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
        keep.say({ attempt, reason }, 'the embedded Postgres did not start');
      }
    }
  }

  const watching = watch().catch((error) => keep.giveUp(String(error)));
  return {
    async stop() {
      stopping.abort();
      await watching;
      await current.stop();
    },
  };
}
