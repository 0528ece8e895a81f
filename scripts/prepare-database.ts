import { createDatabase } from '@/db/client';
import { grantApp, listOwned } from '@/db/grant-app.sql';
import { migrate } from '@/db/migrate';
import { assertOwnSessions } from '@/db/pooler';
import { fillDigests } from '@/lib/domain/coupons/reading/fill-digests';
import { keyedRows } from '@/lib/domain/sales/pins/keyed-rows';
import { prepareQueue } from '@/lib/platform/jobs/prepare-queue';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { normalizeNames } from '@/lib/worker/normalize-names';

/**
 * Brings a database to this build's schema and queues, and ties it to its keys. Loses nothing, and may run again.
 *
 * @param url as the desk works with it, without a pooler in between
 * @param ownerUrl as the role that owns the tables: MIGRATION_DATABASE_URL, else the same role does everything
 * @throws Error when a pooler shares its sessions, and WrongKeys before anything is written with keys that are not those of the database
 */
export async function prepareDatabase(
  url: string,
  ownerUrl = process.env.MIGRATION_DATABASE_URL || url,
): Promise<void> {
  await assertOwnSessions({ url }, url === process.env.DATABASE_DIRECT_URL ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL');
  if (ownerUrl !== url) await assertOwnSessions({ url: ownerUrl }, 'MIGRATION_DATABASE_URL');
  await migrate(ownerUrl);
  await grant(ownerUrl, url);
  const { db, close } = createDatabase(url, { max: 1 });
  try {
    await registerKeys(db, keyedRows);
    await fillDigests(db);
    await normalizeNames(db);
  } finally {
    await close();
  }
  await prepareQueue(ownerUrl);
  await grant(ownerUrl, url);
}

/** @throws when the desk's role could change what has to stay, although another one was given for migrations */
async function grant(ownerUrl: string, url: string): Promise<void> {
  const [owner, app] = [roleOf(ownerUrl), roleOf(url)];
  if (owner === app) return;
  const { sql, close } = createDatabase(ownerUrl, { max: 1 });
  try {
    const owned = await listOwned(sql, app);
    if (owned.length === 0) return await grantApp(sql, app);
    throw new Error(
      `The role "${app}" of DATABASE_URL can change rows of ${owned.join(', ')}: it owns them or is a superuser.\n` +
        `Give the tables to the role of MIGRATION_DATABASE_URL once, as a superuser: reassign owned by "${app}" to "${owner}"`,
    );
  } finally {
    await close();
  }
}

const roleOf = (url: string) => decodeURIComponent(new URL(url).username);
