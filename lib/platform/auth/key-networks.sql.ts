import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

/** Of one key; who tries from thousands of networks makes no thousands of rows. */
const networksPerKey = 500;

/**
 * Writes down that a key is used from a network at `at`, an instant in ISO text. Whether the network is new to a key that has
 * others. Locks that one row.
 */
export async function seeNetwork(
  db: Executor,
  { keyId, network, at }: { keyId: number; network: string; at: string },
): Promise<boolean> {
  const rows = await db.execute<{ is_new: boolean }>(sql`
    with known as (select count(*) as n from (
      select from api_key_networks where api_key_id = ${keyId} limit ${networksPerKey}) k
    ), written as (
      insert into api_key_networks as k (api_key_id, network, first_seen_at, last_seen_at)
      select ${keyId}, ${network}, ${at}::timestamptz, ${at}::timestamptz from known where n < ${networksPerKey}
      on conflict (api_key_id, network) do update set last_seen_at = greatest(k.last_seen_at, excluded.last_seen_at)
      returning xmax = 0 as inserted
    )
    select n > 0 and coalesce((select inserted from written), true) as is_new from known`);
  return rows[0]?.is_new ?? false;
}
