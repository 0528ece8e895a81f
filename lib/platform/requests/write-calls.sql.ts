import { type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { Executor } from '@/db/client';
import type { apiRequests } from '@/db/schema/requests';

export type CallRow = Omit<typeof apiRequests.$inferInsert, 'id' | 'at'> & { at: Date };

/** Adds calls. It takes no lock but those of its own rows. Columns as arrays: rows as JSON cost the database half as much again. */
export async function writeCalls(db: Executor, rows: CallRow[]): Promise<void> {
  const column = (name: keyof CallRow, type: string): SQL => {
    const values = rows.map((row) => {
      const value = row[name] ?? null;
      return value instanceof Date ? value.toISOString() : value;
    });
    return sql`${makePgArray(values)}::${sql.raw(type)}[]`;
  };
  await db.execute(sql`
    insert into api_requests (at, integrator_id, api_key_id, lane, method, path, query, status, duration_ms, request_id,
      error_code, body, answer)
    select * from unnest(${column('at', 'timestamptz')}, ${column('integratorId', 'int8')}, ${column('apiKeyId', 'int8')},
      ${column('lane', 'text')}, ${column('method', 'text')}, ${column('path', 'text')}, ${column('query', 'text')},
      ${column('status', 'int4')}, ${column('durationMs', 'int4')}, ${column('requestId', 'text')},
      ${column('errorCode', 'text')}, ${column('body', 'text')}, ${column('answer', 'text')})`);
}
