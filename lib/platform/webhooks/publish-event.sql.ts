import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { isReader, wants } from './outbox.sql';

/** `data` is JSON in the shape of its type, `at` an instant in ISO text. */
export type NewEvent = { type: string; integratorId: number | null; data: string; at: string };

/** Writes an event for the relay when an endpoint asks for it or its integrator reads events, and else nothing. Locks its integrator alone, for key share. */
export async function insertEvent(db: Executor, { type, integratorId, data, at }: NewEvent): Promise<void> {
  await db.execute(sql`
    insert into webhook_events (type, integrator_id, data, created_at, position)
    select ${type}, ${integratorId}::bigint, ${data}::text::jsonb, ${at}::timestamptz, nextval('webhook_event_positions')
    where exists (select from webhook_endpoints e where ${wants(sql`${type}::text`, sql`${integratorId}::bigint`)})
      or ${isReader(sql`${integratorId}::bigint`)}`);
}
