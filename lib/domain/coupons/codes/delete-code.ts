import { and, eq, isNull } from 'drizzle-orm';
import { codes, coupons } from '@/db/schema/coupons';
import { Invalid, NotFound } from '@/lib/core/errors';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { isCodeTaken, isOwnCodeOf } from '@/lib/domain/coupons/reading/find-taken-codes';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { type CodeChange, codeChanges } from './code-changes';
import { type CodeSummary, codeColumns } from './code-row';
import { type CodeInput, codeInput } from './schemas';

/**
 * Takes an available code out of use. One that is deleted already stays so.
 * @throws Forbidden, NotFound, Invalid (a code that is sold or redeemed stays)
 */
export const deleteCode = couponOperation('coupons.write', codeInput, async (ctx, input): Promise<CodeSummary> => {
  return inTransaction(ctx, async (tx) => {
    const code = await change(tx, input, 'delete');
    if (!code) {
      const found = await readCode(tx, input);
      if (found.status !== 'deleted') throw new Invalid({ status: [`is ${found.status}, and stays`] });
      return found;
    }
    await recordAudit(tx, entry('code.deleted', code));
    return code;
  });
});

/**
 * Makes a deleted code available again. One that is not deleted stays as it is.
 * @throws Forbidden, NotFound, Invalid (a coupon has it as its own code by now)
 */
export const restoreCode = couponOperation('coupons.write', codeInput, async (ctx, input): Promise<CodeSummary> => {
  return inTransaction(ctx, async (tx) => {
    const code = await change(tx, input, 'restore');
    if (!code) return readCode(tx, input);
    await recordAudit(tx, entry('code.restored', code));
    return code;
  }).catch(async (error: unknown) => {
    if (isCodeTaken(error)) throw new Invalid({ code: [await refusalToRestore(ctx, input)] });
    throw error;
  });
});

async function refusalToRestore(ctx: Context, { codeId }: CodeInput): Promise<string> {
  const [coupon] = await ctx.db
    .select({ code: coupons.code })
    .from(codes)
    .innerJoin(coupons, isOwnCodeOf)
    .where(and(eq(codes.id, codeId), isNull(coupons.deletedAt)));
  return `is the code of coupon ${coupon?.code ?? ''} by now; change the code of that coupon`;
}

/** One conditional statement: a sale or a redemption that takes the code meanwhile wins or loses as a whole. */
async function change(
  ctx: Context,
  { couponId, codeId }: CodeInput,
  kind: CodeChange,
): Promise<CodeSummary | undefined> {
  const { from, set } = codeChanges[kind];
  const [code] = await ctx.db
    .update(codes)
    .set(set(ctx.now()))
    .where(and(eq(codes.id, codeId), eq(codes.couponId, couponId), eq(codes.status, from)))
    .returning(codeColumns);
  return code;
}

async function readCode(ctx: Context, { couponId, codeId }: CodeInput): Promise<CodeSummary> {
  const [code] = await ctx.db
    .select(codeColumns)
    .from(codes)
    .where(and(eq(codes.id, codeId), eq(codes.couponId, couponId)));
  if (!code) throw new NotFound('The code');
  return code;
}

function entry(action: string, { id, couponId, lastFour }: CodeSummary) {
  return { action, subjectKind: 'code', subjectId: id, data: { couponId, lastFour } };
}
