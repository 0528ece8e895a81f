import { asc, eq, inArray, sql } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { creditAccounts } from '@/db/schema/credits';
import { apiKeys, integrators } from '@/db/schema/integrators';
import type { CouponLimit } from '@/lib/core/entities/coupon-limit';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { type KeyAttention, keyAttention } from './key-attention';
import { integratorInput } from './schemas';

export type IntegratorKeySummary = {
  id: number;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  couponLimit: CouponLimit;
  /** The coupons that are named on it. */
  coupons: { id: number; name: string }[];
  networks: string[];
  revokedAt: string | null;
  state: 'active' | 'revoked' | 'expired';
  /** It was replaced by another one, and ends soon. */
  replaced: boolean;
  attention: KeyAttention | null;
};

export type IntegratorSummary = {
  id: number;
  name: string;
  createdAt: string;
  disabled: boolean;
  availablePaisa: number;
  heldPaisa: number;
  consumedPaisa: number;
  /** How far its credit may be overdrawn. */
  limitPaisa: number;
  /** Below this much the desk is warned; null: never. */
  lowCreditPaisa: number | null;
  /** Its credit is below that now. */
  isLow: boolean;
  keys: IntegratorKeySummary[];
};

/** Every integrator by name with its credit and its keys (never the keys themselves). @throws Forbidden */
export const listIntegrators = operation('integrators.read', noInput, (ctx) => readIntegrators(ctx, null));

/** @throws Forbidden, Invalid, NotFound */
export const getIntegrator = operation('integrators.read', integratorInput, async (ctx, { id }) => {
  const [integrator] = await readIntegrators(ctx, id);
  if (!integrator) throw new NotFound('The integrator');
  return integrator;
});

async function readIntegrators(ctx: Context, id: number | null): Promise<IntegratorSummary[]> {
  const of = (column: 'balance_paisa' | 'floor_paisa', kind: string) =>
    sql<number>`coalesce(sum(${sql.raw(column)}) filter (where ${creditAccounts.kind} = ${kind}), 0)`.mapWith(Number);
  const [rows, keys] = await Promise.all([
    ctx.db
      .select({
        id: integrators.id,
        name: integrators.name,
        createdAt: integrators.createdAt,
        disabledAt: integrators.disabledAt,
        lowCreditPaisa: integrators.lowCreditPaisa,
        availablePaisa: of('balance_paisa', 'available'),
        heldPaisa: of('balance_paisa', 'held'),
        consumedPaisa: of('balance_paisa', 'consumed'),
        floorPaisa: of('floor_paisa', 'available'),
      })
      .from(integrators)
      .leftJoin(creditAccounts, eq(creditAccounts.integratorId, integrators.id))
      .where(id === null ? undefined : eq(integrators.id, id))
      .groupBy(integrators.id)
      .orderBy(sql`lower(${integrators.name})`),
    ctx.db
      .select()
      .from(apiKeys)
      .where(id === null ? undefined : eq(apiKeys.integratorId, id))
      .orderBy(asc(apiKeys.id)),
  ]);
  const named = [...new Set(keys.flatMap(({ couponIds }) => couponIds))];
  const found =
    named.length === 0
      ? []
      : await ctx.db.select({ id: coupons.id, name: coupons.code }).from(coupons).where(inArray(coupons.id, named));
  const names = new Map(found.map((coupon) => [coupon.id, coupon]));
  const now = ctx.now();
  return rows.map(({ disabledAt, floorPaisa, ...row }) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    disabled: disabledAt !== null,
    limitPaisa: 0 - floorPaisa,
    isLow: row.lowCreditPaisa !== null && row.availablePaisa < row.lowCreditPaisa,
    keys: keys.filter((key) => key.integratorId === row.id).map((key) => keySummary(key, names, now)),
  }));
}

function keySummary(
  key: typeof apiKeys.$inferSelect,
  names: Map<number, { id: number; name: string }>,
  now: Date,
): IntegratorKeySummary {
  const { id, name, prefix, scopes, networks, createdAt, lastUsedAt, expiresAt, revokedAt } = key;
  const state = revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'active';
  return {
    id,
    name,
    prefix,
    scopes,
    networks,
    couponLimit: key.couponLimit,
    coupons: key.couponIds.flatMap((couponId) => names.get(couponId) ?? []),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    state,
    replaced: key.replacedById !== null,
    attention: keyAttention(key, now),
  };
}
