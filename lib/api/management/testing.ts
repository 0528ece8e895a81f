import { createTestDatabase, type TestDatabase } from '@/db/testing';
import type { Scope } from '@/lib/auth/permissions';
import { makeKeyContext, makeUserContext } from '@/lib/auth/testing';
import type { Context } from '@/lib/context';
import { createApp } from '../app';

type Sent = { body?: unknown; headers?: Record<string, string>; key?: string | null };
export type Answered = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

export type ManagementTest = TestDatabase & {
  admin: Context;
  /** Calls as the integrator whose key holds every coupon scope, unless another key (or none) is given. */
  call: (method: string, path: string, sent?: Sent) => Promise<Answered>;
  keyWith: (...scopes: Scope[]) => Promise<string>;
};

/** The API in process, over a database of its own. */
export async function openManagement(now: () => Date = () => new Date()): Promise<ManagementTest> {
  const test = await createTestDatabase({ max: 8 });
  const app = createApp({ database: () => test.db, now });
  const keyWith = async (...scopes: Scope[]) => (await makeKeyContext(test.db, scopes)).key;
  const own = await keyWith('coupons:read', 'coupons:write', 'codes:reveal');
  return {
    ...test,
    admin: await makeUserContext(test.db, 'admin', now),
    keyWith,
    async call(method, path, { body, headers = {}, key = own } = {}) {
      const response = await app.request(`/management${path}`, {
        method,
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
    },
  };
}
