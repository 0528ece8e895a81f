import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import type { webhookEndpoints } from '@/db/schema/webhooks';

/** The id of an endpoint that is not written yet: its secret is encrypted for it. Two calls never wait for each other. */
export async function nextEndpointId(db: Executor): Promise<number> {
  const [next] = await db.execute<DriverRow<typeof webhookEndpoints, 'id'>>(
    sql`select nextval('webhook_endpoints_id_seq') as id`,
  );
  return Number(next?.id);
}
