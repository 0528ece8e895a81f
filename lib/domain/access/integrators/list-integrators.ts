import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { coupons } from '@/db/schema/coupons';
import { creditAccounts } from '@/db/schema/credits';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { type WithIsoInstants, withIsoInstants } from '@/lib/core/iso-instants';
import { type KeyState, keyState } from '@/lib/platform/auth/key-state';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { type KeyAttention, keyAttention } from './key-attention';
import { integratorInput } from './schemas';

type KeyRow = typeof apiKeys.$inferSelect;

/** What of a key's row is shown as it is. */
function shownOf(key: KeyRow) {
  const { id, name, prefix, scopes, networks, couponLimit, partnerReplaces, requestsPerMinute } = key;
  const { createdAt, lastUsedAt, expiresAt, revokedAt, publishableKey, origins } = key;
  return withIsoInstants({
    ...{ id, name, prefix, scopes, networks, couponLimit, partnerReplaces, requestsPerMinute },
    ...{ createdAt, lastUsedAt, expiresAt, revokedAt },
    /** A publishable key is shown again, whole; of a secret one its prefix is all there is. */
    ...{ publishableKey, origins },
  });
}

export type IntegratorKeySummary = ReturnType<typeof shownOf> & {
  /** The coupons that are named on it. */
  coupons: { id: number; name: string }[];
  state: KeyState;
  /** It was replaced by another one, and ends soon. */
  replaced: boolean;
  attention: KeyAttention | null;
};

function selectIntegrators(db: Executor) {
  const of = (column: 'balance_paisa' | 'floor_paisa', kind: string) =>
    sql<number>`coalesce(sum(${sql.raw(column)}) filter (where ${creditAccounts.kind} = ${kind}), 0)`.mapWith(Number);
  return db
    .select({
      id: integrators.id,
      name: integrators.name,
      createdAt: integrators.createdAt,
      disabledAt: integrators.disabledAt,
      /** Below this much the desk is warned; null: never. */
      lowCreditPaisa: integrators.lowCreditPaisa,
      /** The desk sends the PINs that it buys to the customers. */
      customerMessages: integrators.customerMessages,
      availablePaisa: of('balance_paisa', 'available'),
      heldPaisa: of('balance_paisa', 'held'),
      consumedPaisa: of('balance_paisa', 'consumed'),
      floorPaisa: of('floor_paisa', 'available'),
    })
    .from(integrators)
    .leftJoin(creditAccounts, eq(creditAccounts.integratorId, integrators.id));
}

type IntegratorRow = Awaited<ReturnType<typeof selectIntegrators>>[number];

type Replaced = 'disabledAt' | 'floorPaisa' | 'availablePaisa' | 'heldPaisa' | 'consumedPaisa';
export type IntegratorSummary = WithIsoInstants<Omit<IntegratorRow, Replaced>> & {
  disabled: boolean;
  /** Of its credit; null for a person without `money.read`, who learns whether it is low. */
  availablePaisa: number | null;
  heldPaisa: number | null;
  consumedPaisa: number | null;
  /** How far its credit may be overdrawn. */
  limitPaisa: number;
  /** Its credit is below that now. */
  isLow: boolean;
  keys: IntegratorKeySummary[];
};

/** Every integrator by name with its credit and its keys (never secret ones themselves). @throws Forbidden */
export const listIntegrators = operation('integrators.read', noInput, async (ctx) =>
  shownTo(ctx, await readIntegrators(ctx, null)),
);

/** @throws Forbidden, Invalid, NotFound */
export const getIntegrator = operation('integrators.read', integratorInput, async (ctx, { id }) => {
  const [integrator] = shownTo(ctx, await readIntegrators(ctx, id));
  if (!integrator) throw new NotFound('The integrator');
  return integrator;
});

/** What a purchase was charged is the difference between two readings of any of them. */
function shownTo({ actor }: Context, found: IntegratorSummary[]): IntegratorSummary[] {
  if (can(actor, 'money.read')) return found;
  return found.map((integrator) => ({ ...integrator, availablePaisa: null, heldPaisa: null, consumedPaisa: null }));
}

/** Of all, or of one. For use cases: it asks for no permission. */
export async function readIntegrators(ctx: Context, id: number | null): Promise<IntegratorSummary[]> {
  const [rows, keys] = await Promise.all([
    selectIntegrators(ctx.db)
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
    ...withIsoInstants(row),
    disabled: disabledAt !== null,
    limitPaisa: 0 - floorPaisa,
    isLow: row.lowCreditPaisa !== null && row.availablePaisa < row.lowCreditPaisa,
    keys: keys.filter((key) => key.integratorId === row.id).map((key) => keySummary(key, names, now)),
  }));
}

function keySummary(key: KeyRow, names: Map<number, { id: number; name: string }>, now: Date): IntegratorKeySummary {
  return {
    ...shownOf(key),
    coupons: key.couponIds.flatMap((couponId) => names.get(couponId) ?? []),
    state: keyState(key, now),
    replaced: key.replacedById !== null,
    attention: keyAttention(key, now),
  };
}
