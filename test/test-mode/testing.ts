import { randomUUID } from 'node:crypto';
import { createDatabase } from '@/db/client';
import { createTestDatabase } from '@/db/testing';
import { listen, openServed } from '@/lib/api/testing';
import { resetEnv } from '@/lib/core/env';
import { createTestKey } from '@/lib/domain/sales/test-mode/create-test-key';
import { makeIntegrator, makeKeyOf } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { openTestMode } from '@/lib/platform/process/test-mode';
import { createTestClock } from '@/lib/platform/test-mode/test-clock.sql';

/** A reference that no other test uses. */
export const fresh = (begins: string) => `${begins}-${randomUUID().slice(0, 13)}`;

/** A live desk and its test mode as `server.ts` joins them: two databases, and a real process for the second. */
export async function openBothModes() {
  const testDatabase = await createTestDatabase();
  const role = decodeURIComponent(new URL(testDatabase.url).username);
  await createTestClock(testDatabase.sql, role);
  const live = await openServed();
  process.env.TEST_MODE_DATABASE_URL = testDatabase.url;
  process.env.TEST_MODE_DATABASE_SOCKET = process.env.DATABASE_SOCKET ?? '';
  // The receivers of the tests listen on this machine.
  process.env.WEBHOOK_ALLOW_PRIVATE = 'true';
  process.env.NODE_OPTIONS = '--import tsx';
  resetEnv();
  const testMode = openTestMode('test-mode.ts');
  if (!testMode) throw new Error('There is no test mode.');
  const { port, close } = await listen({
    fetch: (request, node) => live.app.fetch(request, { ...node, testMode: testMode.pass }),
  });
  const integrator = await makeIntegrator(live.db);
  const { key: liveKey } = await makeKeyOf(live.db, integrator, [...scopes]);
  const system = systemContext(live.db, 'tests');
  const makeTestKey = async (integratorId = integrator.id) =>
    (await createTestKey(system, { integratorId, scopes: [...scopes] })).key;
  const base = `http://127.0.0.1:${port}`;

  const ask = async (key: string, method: string, path: string, body?: object, more: Record<string, string> = {}) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  };
  const buy = (token: string, reference: string, more: object = {}) =>
    ask(token, 'POST', '/api/use/nettv-coupon/', { token, reference, value: 'nettv coupon', amount: 2000, ...more });

  return {
    ...{ live, base, integrator, liveKey, testKey: await makeTestKey(), makeTestKey, ask, buy },
    test: createDatabase(testDatabase.url, { max: 1 }),
    async close() {
      await testMode.stop(10_000);
      await this.test.close();
      await close();
      await live.close();
      await testDatabase.close();
    },
  };
}
