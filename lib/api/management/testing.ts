import type { Executor } from '@/db/client';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { deleteCode } from '@/lib/domain/coupons/codes/delete-code';
import { linkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { Scope } from '@/lib/platform/context/scopes';
import { createApp } from '../app';

type Sent = { body?: unknown; headers?: Record<string, string>; key?: string | null };
export type Answered = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

export type ManagementTest = TestDatabase & {
  admin: Context;
  /** The integrator that `call` calls as. */
  integrator: Context<KeyActor>;
  /** Calls as the integrator whose key holds every coupon scope, unless another key (or none) is given. */
  call: (method: string, path: string, sent?: Sent) => Promise<Answered>;
  keyWith: (...scopes: Scope[]) => Promise<string>;
};

/** The API in process, over a database of its own. */
export async function openManagement(now: () => Date = () => new Date()): Promise<ManagementTest> {
  const test = await createTestDatabase({ max: 8 });
  const app = createApp({ database: () => test.db, now });
  const keyWith = async (...scopes: Scope[]) => (await makeKeyContext(test.db, scopes)).key;
  const integrator = await makeKeyContext(test.db, [
    'coupons:read',
    'coupons:write',
    'codes:reveal',
    'redemptions:write',
  ]);
  const own = integrator.key;
  return {
    ...test,
    admin: await makeUserContext(test.db, 'admin', now),
    integrator: { ...integrator, now },
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

/**
 * A coupon of 100% with an available and a deleted code, a group and a price; by the names that published paths use. The
 * coupon has an end: an answer about it is without warnings, as published.
 */
export async function makeRows(db: Executor, { linked }: { linked: boolean }) {
  const ctx = systemContext(db, 'tests');
  const { id: couponId } = await makeCoupon(db, { discount: 100, expiresAt: new Date('2100-01-01') });
  const [code, deleted] = [await makeCode(db, couponId), await makeCode(db, couponId)];
  await deleteCode(ctx, { couponId, codeId: deleted.id });
  const name = `Contract ${couponId}`;
  const group = await createUserGroup(ctx, { name });
  const price = await createTvodPrice(ctx, { name, tvodType: 'rental', pricePaisa: 990, durationDays: 2 });
  if (linked) {
    await linkUserGroup(ctx, { couponId, userGroupId: group.id });
    await linkTvodPrice(ctx, { couponId, tvodPriceId: price.id });
  }
  return {
    ID: couponId,
    CODE_ID: code.id,
    DELETED_CODE_ID: deleted.id,
    USER_GROUP_ID: group.id,
    TVOD_PRICE_ID: price.id,
  };
}
