import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbedded } from '@/db/embedded';
import type { Account } from '@/db/embedded-account';
import { giveTo } from '@/db/embedded-cluster';
import { restoreSettings } from '@/db/wal-archive';
import { explainRecovery, type Recovery } from './point-in-time';

/**
 * Lets Postgres bring the files of a backup to a moment, by the WAL of its archive, and stops it. What it wrote is in the
 * files and begins another timeline. @param dataDir holds them in `database` @param check looks at what came of it
 * @throws in words when the archive does not reach that moment
 */
export async function recover(
  dataDir: string,
  password: string,
  recovery: Recovery,
  account: Account,
  check: (ownerUrl: string) => Promise<void>,
): Promise<void> {
  const signal = path.join(dataDir, 'database', 'recovery.signal');
  writeFileSync(signal, '', { mode: 0o600 });
  giveTo(account, signal);
  const { at, segments } = recovery;
  const target: Record<string, string> =
    at === 'latest' ? {} : { recovery_target_time: inSettings(at), recovery_target_action: 'promote' };
  const embedded = await startEmbedded({
    dataDir,
    password,
    readyLimitMs: Number.POSITIVE_INFINITY,
    // The log says in UTC when the last transaction was. Ready is only who takes writes.
    settings: {
      ...restoreSettings(segments),
      ...target,
      recovery_target_timeline: 'current',
      timezone: 'UTC',
      hot_standby: 'off',
    },
  }).catch((error) => {
    throw explainRecovery(error instanceof Error ? error.message : String(error), recovery);
  });
  try {
    await check(embedded.ownerUrl);
  } finally {
    await embedded.stop();
  }
}

/** Postgres reads its settings before it knows the names of zones. */
const inSettings = (at: Date) => at.toISOString().replace('T', ' ').replace('Z', '+00');
