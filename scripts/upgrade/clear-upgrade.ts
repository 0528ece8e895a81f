import { rmSync } from 'node:fs';
import path from 'node:path';
import { upgradeNote, upgradePlace } from '@/db/embedded-cluster';
import { findPostmaster, stopPostmaster } from '@/db/embedded-postmaster';

/** Removes what a run that was cut short left, whose Postgres may still run: a copy that is not whole, not used, or of no use any more. */
export async function clearUpgrade(dataDir: string): Promise<void> {
  const place = upgradePlace(dataDir);
  const left = findPostmaster(path.join(place, 'database'));
  if (left) await stopPostmaster(path.join(place, 'database'), left.pid);
  // First, so that nothing that is removed by half is taken for whole.
  rmSync(upgradeNote(dataDir), { force: true });
  rmSync(place, { recursive: true, force: true });
}
