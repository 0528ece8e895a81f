import { and, eq, inArray } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { decryptCode } from './encrypt-code';
import type { CodeInput } from './schemas';

/** One code in clear; who asked is written down. @throws Forbidden, NotFound */
export async function revealCode(ctx: Context, { couponId, codeId }: CodeInput): Promise<{ code: string }> {
  const code = (await revealCodes(ctx, couponId, [codeId])).get(codeId);
  if (code === undefined) throw new NotFound('The code');
  return { code };
}

/** Several codes of one coupon in clear, by id, under one audit row a call. @throws Forbidden */
export async function revealCodes(ctx: Context, couponId: number, ids: number[]): Promise<Map<number, string>> {
  assertCan(ctx, 'codes.reveal');
  if (ids.length === 0) return new Map();
  return inTransaction(ctx, async (tx) => {
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
    return new Map(rows.map((row) => [row.id, decryptCode(row)]));
  });
}
