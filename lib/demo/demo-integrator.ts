import { eq } from 'drizzle-orm';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { linkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { type CreatedKey, createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { Scope } from '@/lib/platform/context/scopes';
import { type DemoEvent, type DemoWorld, daysBefore, idOf } from './demo-event';

export const demoIntegrator = 'Demo integrator';
const scopes: Scope[] = ['coupons:read', 'coupons:write', 'redemptions:read', 'redemptions:write'];

/**
 * The integrator with its first key, which nobody has seen and which has expired by now. It redeems, and changes coupons: the
 * admin does not exist yet, and no event must name them for what they did not do.
 */
export async function openDemoIntegrator(ctx: Context, expiresAt: Date): Promise<KeyActor> {
  const { integratorId, keyId } = (await findKey(ctx)) ?? (await makeKey(ctx, expiresAt));
  return {
    kind: 'key',
    id: keyId,
    integratorId,
    integratorName: demoIntegrator,
    scopes,
    couponLimit: 'all',
    couponIds: [],
  };
}

async function makeKey(ctx: Context, expiresAt: Date): Promise<CreatedKey> {
  const input = { name: demoIntegrator, scopes, creditPaisa: 0, expiresAt: expiresAt.toISOString() };
  const made = await createIntegratorKey(ctx, input);
  // The demo runs as this key without verifying it, so its last use is set here.
  await verifyApiKey(ctx.db, made.key, daysBefore({ now: () => expiresAt }, 0.01));
  return made;
}

async function findKey(ctx: Context): Promise<{ integratorId: number; keyId: number } | undefined> {
  const [key] = await ctx.db
    .select({ keyId: apiKeys.id, integratorId: apiKeys.integratorId })
    .from(apiKeys)
    .innerJoin(integrators, eq(integrators.id, apiKeys.integratorId))
    .where(eq(integrators.name, demoIntegrator))
    .orderBy(apiKeys.id)
    .limit(1);
  return key;
}

/** What the integrator changed at this time yesterday, whatever the time is now; making a coupon is in its own line. */
export function integratorEvents({ ctx, coupons, prices, integrator }: DemoWorld): DemoEvent[] {
  const change = async (then: Context) => {
    const asIntegrator = { ...then, actor: integrator };
    const couponId = idOf(coupons, 'RENTAL40');
    await updateCoupon(asIntegrator, { id: couponId, maxRedemptions: 500 });
    await linkTvodPrice(asIntegrator, { couponId, tvodPriceId: idOf(prices, 'Classic, 7 days') });
  };
  return [{ at: daysBefore(ctx, 1), run: change }];
}
