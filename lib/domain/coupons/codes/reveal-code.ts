import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { countUse } from '@/lib/domain/access/limits/count-use';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { assertCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { holdBelowClearLimit } from './clear-limit';
import { readCodeOf } from './encrypt-code';
import { revealCodeInput, revealCodesInput } from './schemas';

/** One code in clear, which is recorded. @throws Forbidden, NotFound, Conflict (`unreadable`, `limit_reason`, `limit_stop`) */
export const revealCode = couponOperation(
  'codes.reveal',
  revealCodeInput,
  (ctx, { couponId, codeId, reason }): Promise<{ code: string }> =>
    inTransaction(ctx, async (tx) => {
      if (isUser(tx)) await countUse(tx, { kind: 'reveal', key: randomUUID(), reason });
      const code = (await revealCodes(tx, { couponId, ids: [codeId] })).get(codeId);
      if (code === undefined) throw new NotFound('The code');
      if (code === null) {
        throw new Conflict('unreadable', `The code with id ${codeId} cannot be decrypted with the keys of this desk.`);
      }
      return { code };
    }),
  { freshProof: 'after_away' },
);

/** Whom limits of reveals are for. */
export const isUser = (ctx: Context): ctx is Context<UserActor> => ctx.actor.kind === 'user';

/**
 * Whether the actor can see the codes of this coupon in clear. The codes of a coupon on sale are PINs that somebody pays
 * for, so a key sees them only when the coupon is named on it; what an archived product sold of them is still good.
 */
export async function revealsCodesOf(ctx: Context, couponId: number): Promise<boolean> {
  if (!can(ctx.actor, 'codes.reveal')) return false;
  if (ctx.actor.kind !== 'key' || ctx.actor.couponIds.includes(couponId)) return true;
  return (await ctx.db.$count(products, eq(products.couponId, couponId))) === 0;
}

/** @throws Forbidden */
export async function assertRevealsCodesOf(ctx: Context, couponId: number): Promise<void> {
  await assertCan(ctx, 'codes.reveal');
  if (await revealsCodesOf(ctx, couponId)) return;
  throw new Forbidden('This key does not reveal the codes of this coupon, which are sold.');
}

/** Several codes of one coupon in clear, by id, under one audit row a call; null: it cannot be decrypted. @throws Forbidden, NeedsSecondPerson */
export const revealCodes = couponOperation(
  'codes.reveal',
  revealCodesInput,
  async (ctx, { couponId, ids }): Promise<Map<number, string | null>> => {
    if (ids.length === 0) return new Map();
    await assertRevealsCodesOf(ctx, couponId);
    return inTransaction(ctx, async (tx) => {
      await holdBelowClearLimit(tx, ids);
      const rows = await tx.db
        .select({ id: codes.id, digest: codes.digest, sealed: codes.sealed, sealingKeyId: codes.sealingKeyId })
        .from(codes)
        .where(and(eq(codes.couponId, couponId), inArray(codes.id, ids)));
      const [first] = rows;
      if (!first) return new Map();
      await recordAudit(
        tx,
        rows.length === 1
          ? { action: 'code.revealed', subjectKind: 'code', subjectId: first.id, data: { couponId } }
          : {
              action: 'codes.revealed',
              subjectKind: 'coupon',
              subjectId: couponId,
              data: { count: rows.length, codeIds: rows.map((row) => row.id) },
            },
      );
      return new Map(rows.map((row) => [row.id, readCodeOf(row)]));
    });
  },
  { freshProof: (_ctx, { ids }) => ids.length > 1 },
);
