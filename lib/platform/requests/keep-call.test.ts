import { desc } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { apiRequests } from '@/db/schema/requests';
import { openTestDatabase } from '@/db/testing';
import { captureLog } from '@/lib/core/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { type Call, flushCalls, keepCall } from './keep-call';

const test = openTestDatabase();
const key = prepared(async () => {
  const { actor } = await makeKeyContext(test.db, ['redemptions:read']);
  return { id: actor.id, integratorId: actor.integratorId, lane: 'v1' as const };
});

const callOf = (nth: number, more: Partial<Call> = {}): Call => ({
  ...{ key, at: new Date(), durationMs: 2.6, requestId: `request-${nth}`, method: 'GET', path: '/api/v1/sales' },
  ...{ query: '', status: 200, body: undefined, answer: '{"data":[]}', ...more },
});

it('writes calls in the order in which they came, each once', async () => {
  for (let nth = 0; nth < 450; nth += 1) keepCall(test.db, callOf(nth));
  await flushCalls(test.db);
  const rows = await test.db.select().from(apiRequests).orderBy(apiRequests.id);
  expect(rows.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 450 }, (_, nth) => `request-${nth}`));
  expect(rows[0]).toMatchObject({
    apiKeyId: key.id,
    durationMs: 3,
    status: 200,
    query: null,
    body: null,
    answer: '{"data":[]}',
  });
});

it('leaves out and counts what comes faster than it is written, by number and by size', async () => {
  const log = captureLog();
  for (let nth = 0; nth < 6_000; nth += 1) keepCall(test.db, callOf(nth));
  await flushCalls(test.db);
  const body = JSON.stringify({ text: 'x'.repeat(60_000) });
  for (let nth = 0; nth < 600; nth += 1) keepCall(test.db, callOf(nth, { requestId: 'large-one', body }));
  await flushCalls(test.db);
  // Other files of tests share the log: only what is said of this counts.
  const said = log.join('\n').match(/"count":[1-9]\d*[^\n]*came faster than they are written/g);
  expect(said).toHaveLength(2);
  const [last] = await test.db.select().from(apiRequests).orderBy(desc(apiRequests.id)).limit(1);
  expect(last?.requestId).toBe('large-one');
});

it('neither throws nor waits when the database refuses', async () => {
  const log = captureLog();
  keepCall(test.db, callOf(1, { status: 2 ** 40 }));
  await flushCalls(test.db);
  expect(log.join('\n')).toContain('API requests were not kept');
  keepCall(test.db, callOf(2, { requestId: 'after-it' }));
  await flushCalls(test.db);
  const [last] = await test.db.select().from(apiRequests).orderBy(desc(apiRequests.id)).limit(1);
  expect(last?.requestId).toBe('after-it');
});
