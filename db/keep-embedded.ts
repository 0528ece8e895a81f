import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
  /** Pauses before the first attempt, the second and so on; after the last one it is given up. */
  pausesMs?: readonly number[];
  /** Once it has run for so long, an end is a new one and not one more of the same. */
  settledMs?: number;
  checkEveryMs?: number;
};

const pauses = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000];
const rotateEveryMs = 60_000;

/**
 * Watches an embedded Postgres and starts it again when it has ended, on the same port, so that pools connect to it again by
 * themselves. Its log is rotated meanwhile.
 */
export function keepEmbedded(started: Embedded, options: EmbeddedOptions, keep: KeepOptions): KeptEmbedded {
  const { pausesMs = pauses, settledMs = 60_000, checkEveryMs = 250 } = keep;
  const cluster = path.join(options.dataDir, 'database');
  const port = Number(new URL(started.url).port);
  const stopping = new AbortController();
  let current = started;
  let attempt = 0;
  let runningSince = Date.now();
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
      if (Date.now() - runningSince > settledMs) attempt = 0;
      const wait = pausesMs[attempt];
      if (wait === undefined) return keep.giveUp(reason);
      attempt += 1;
      keep.say({ attempt }, 'the embedded Postgres has ended and is started again');
      await pause(wait);
      if (stopping.signal.aborted) return;
      try {
        current = await startEmbedded({ ...options, port });
        runningSince = Date.now();
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
