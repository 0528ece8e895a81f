import { sql } from 'drizzle-orm';
import type { Sql } from 'postgres';
import type { Executor } from '@/db/client';

/**
 * Where the clock of test mode is kept: one row of a schema that no migration makes, because no other database has it. The owner runs
 * it; it may run again.
 */
export async function createTestClock(owner: Sql, role: string): Promise<void> {
  const to = owner(role);
  await owner`create schema if not exists test_mode`;
  await owner`create table if not exists test_mode.clock (
    id integer primary key default 1 check (id = 1),
    ahead_ms bigint not null default 0 check (ahead_ms >= 0)
  )`;
  await owner`insert into test_mode.clock default values on conflict do nothing`;
  await owner`grant usage on schema test_mode to ${to}`;
  await owner`grant select, update on test_mode.clock to ${to}`;
}

export async function readAhead(db: Executor): Promise<number> {
  const [row] = await db.execute<{ ahead: string }>(sql`select ahead_ms::text as ahead from test_mode.clock`);
  return Number(row?.ahead ?? 0);
}

/** By so much from where it is, at most to `mostMs`; null when it would be further. */
export async function addAhead(
  db: Executor,
  { byMs, mostMs }: { byMs: number; mostMs: number },
): Promise<number | null> {
  const [row] = await db.execute<{ ahead: string }>(sql`
    update test_mode.clock set ahead_ms = ahead_ms + ${byMs} where ahead_ms + ${byMs} <= ${mostMs} returning ahead_ms::text as ahead`);
  return row ? Number(row.ahead) : null;
}

/** Back to the real time. What was put off while the clock was ahead is due now, instead of when that time really comes. */
export async function resetAhead(db: Executor): Promise<void> {
  await db.execute(sql`
    with clock as (update test_mode.clock set ahead_ms = 0),
    look_ups as (update sales set next_look_up_at = now() where next_look_up_at > now()),
    paused as (update webhook_endpoints set paused_until = null where paused_until > now())
    update webhook_deliveries set next_attempt_at = now() where next_attempt_at > now()`);
}
