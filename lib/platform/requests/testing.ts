import type { Executor } from '@/db/client';
import { apiRequests } from '@/db/schema/requests';

type Key = { id: number; integratorId: number };

/** A call of a key, as it is kept. @returns its id */
export async function makeRequestRow(db: Executor, key: Key, path = '/api/v1/sales', requestId = 'request-0001') {
  const [row] = await db
    .insert(apiRequests)
    .values({
      ...{ integratorId: key.integratorId, apiKeyId: key.id, lane: 'v1', method: 'GET', path, status: 200 },
      ...{ durationMs: 3, requestId, answer: '{"data":[]}' },
    })
    .returning({ id: apiRequests.id });
  if (!row) throw new Error('No request was kept.');
  return row.id;
}
