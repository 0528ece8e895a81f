import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { securityEvents } from '@/db/schema/security';

/** Named like its columns; instants are ISO text. */
export type SecurityEventRow = DriverRow<
  typeof securityEvents,
  'slot' | 'kind' | 'count' | 'actorKind' | 'actorName' | 'address' | 'device' | 'data' | 'requestId'
> & { at: string; last_at: string; user_id: number | null; api_key_id: number | null };

/**
 * Adds events, or counts them where their slot has a row. Rows are locked in the order of their slots, so that two
 * processes never wait for each other in a circle.
 */
export async function writeSecurityEvents(db: Executor, rows: SecurityEventRow[]): Promise<void> {
  await db.execute(sql`
    insert into security_events as e (slot, kind, at, last_at, count, actor_kind, user_id, api_key_id, actor_name, address,
      device, data, request_id)
    select slot, kind, at, last_at, count, actor_kind, user_id, api_key_id, actor_name, address, device, data, request_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as new (slot text, kind text, at timestamptz,
      last_at timestamptz, count int, actor_kind text, user_id int8, api_key_id int8, actor_name text, address text,
      device text, data jsonb, request_id text)
    order by slot
    on conflict (slot) do update
    set count = e.count + excluded.count, last_at = greatest(e.last_at, excluded.last_at)`);
}
