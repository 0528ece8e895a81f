import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes, coupons } from '@/db/schema/coupons';
import { Unavailable } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { raiseUnreadable } from '@/lib/domain/access/security/raise-unreadable.sql';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { KeyNotLoaded } from '@/lib/platform/keys/keyring';
import { actionOf, changeWhere, countsOf } from './change-codes';
import { readUnlessAltered } from './encrypt-code';

const reason = 'cannot be decrypted';
/** As many of the next codes are read too, so that neighbours that were altered together are not found one sale at a time. */
const lookedAhead = 50;
/** One buyer sets codes aside for so long; what is left is for the next ones. */
const setAsideMs = 300;

export type TakenCode = {
  couponId: number;
  codeId: number;
  digest: Buffer;
  sealed: Buffer;
  sealingKeyId: number;
};

/** The codes of these coupons cannot be read for now: nothing of what took them is kept. */
export class CodesUnavailable extends Unavailable {
  constructor(
    readonly couponIds: readonly number[],
    message: string,
  ) {
    super(message);
  }
}

/** Ends a transaction that took codes which were altered. */
class AlteredCodes extends Error {
  override readonly name = 'AlteredCodes';

  constructor(readonly found: readonly TakenCode[]) {
    super('Codes that were taken cannot be decrypted.');
  }
}

/**
 * The codes that a transaction took, in clear; within `takeReadable`, which sees to those that were altered.
 * @throws CodesUnavailable when their key is not loaded here: they may be in order, and stay as they are
 */
export function readTaken(taken: readonly TakenCode[]): string[] {
  const withoutKey = new Set<number>();
  const altered: TakenCode[] = [];
  const texts = taken.map((code) => {
    try {
      const text = readUnlessAltered(code);
      if (text === null) altered.push(code);
      return text ?? '';
    } catch (error) {
      if (!(error instanceof KeyNotLoaded)) throw error;
      logger.error({ couponId: code.couponId, reason: error.cause }, 'a code cannot be read');
      withoutKey.add(code.couponId);
      return '';
    }
  });
  if (withoutKey.size > 0) {
    throw new CodesUnavailable(
      [...withoutKey],
      'The desk cannot read these codes for now: a key is not loaded. Nothing was charged: send the same request again later.',
    );
  }
  if (altered.length > 0) throw new AlteredCodes(altered);
  return texts;
}

/**
 * Runs `work` in one transaction, and when it took codes that were altered, once more without them: they are set aside first, in a
 * transaction of their own. So what is taken can be read before anything is committed.
 * @throws CodesUnavailable when setting aside takes longer than others are to wait
 */
export async function takeReadable<T>(
  db: Executor,
  at: Date,
  work: (tx: Executor) => Promise<T>,
  until = performance.now() + setAsideMs,
): Promise<T> {
  for (;;) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!(error instanceof AlteredCodes)) throw error;
      const byCoupon = Map.groupBy(error.found, ({ couponId }) => couponId);
      for (const [couponId, found] of [...byCoupon].sort(([one], [other]) => one - other)) {
        await setAside(db, at, couponId, found);
        if (performance.now() <= until) continue;
        throw new CodesUnavailable(
          [...byCoupon.keys()],
          'Many of these codes are damaged and are being set aside. Nothing was charged: send the same request again later.',
        );
      }
    }
  }
}

/** Deletes them and those that come next and were altered too, which is recorded and needs attention; they can be restored. */
async function setAside(db: Executor, at: Date, couponId: number, found: readonly TakenCode[]): Promise<void> {
  await db.transaction(async (tx) => {
    const ids = [...new Set([...found.map(({ codeId }) => codeId), ...(await findAltered(tx, couponId))])];
    const ctx: Context<SystemActor> = { actor: { kind: 'system', name: 'Sales' }, db: tx, now: () => at };
    const matched = countsOf([{ status: 'available', count: ids.length }]);
    const changed = await changeWhere(ctx, {
      ...{ couponId, action: 'delete', where: and(eq(codes.couponId, couponId), inArray(codes.id, ids)) },
      ...{ matched, reason },
    });
    // Somebody else set them aside meanwhile.
    if (changed.operationId === null) return;
    const data = { ...changed, selected: ids.length, reason };
    await recordAudit(ctx, { action: actionOf.delete, subjectKind: 'coupon', subjectId: couponId, data });
    const [coupon] = await tx.select({ code: coupons.code }).from(coupons).where(eq(coupons.id, couponId));
    const { operationId, changed: count } = changed;
    await raiseUnreadable(tx, { couponId, operationId, subject: coupon?.code ?? String(couponId), count, at });
  });
}

async function findAltered(tx: Executor, couponId: number): Promise<number[]> {
  const { id, digest, sealed, sealingKeyId } = codes;
  const next = await tx
    .select({ id, digest, sealed, sealingKeyId })
    .from(codes)
    .where(and(eq(codes.couponId, couponId), eq(codes.status, 'available')))
    .orderBy(asc(codes.couponId), asc(codes.status), asc(id))
    .limit(lookedAhead);
  return next.filter(wasAltered).map((row) => row.id);
}

/** Nothing is said of one whose key is not loaded. */
function wasAltered(row: Parameters<typeof readUnlessAltered>[0]): boolean {
  try {
    return readUnlessAltered(row) === null;
  } catch (error) {
    if (error instanceof KeyNotLoaded) return false;
    throw error;
  }
}
