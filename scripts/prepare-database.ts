import { createDatabase } from '@/db/client';
import { migrate } from '@/db/migrate';
import { fillDigests } from '@/lib/domain/coupons/reading/fill-digests';
import { assertReadable } from '@/lib/domain/sales/pins/assert-readable';
import { prepareQueue } from '@/lib/platform/jobs/prepare-queue';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { normalizeNames } from '@/lib/worker/normalize-names';

/**
 * Brings a database to this build's schema and queues, and ties it to its keys. Loses nothing, and may run again.
 * @throws WrongKeys before anything is written with keys that are not those of the database
 */
export async function prepareDatabase(url: string): Promise<void> {
  await migrate(url);
  const { db, close } = createDatabase(url, { max: 1 });
  try {
    await registerKeys(db, assertReadable);
    await fillDigests(db);
    await normalizeNames(db);
  } finally {
    await close();
  }
  await prepareQueue(url);
}
