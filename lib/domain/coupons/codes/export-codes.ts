import { type CsvFile, toCsv } from '@/lib/core/csv';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { countSelected } from './change-codes';
import { maskedCode } from './code-row';
import { eachCodePage } from './each-code-page';
import { readCodeOf, unreadableCode } from './encrypt-code';
import { assertRevealsCodesOf } from './reveal-code';
import { exportCodesInput } from './schemas';

const header = ['code', 'status', 'batch', 'issued_at', 'sold_at', 'redeemed_at', 'deleted_at'];

/**
 * The codes that match as CSV, the newest first: masked, or in clear for callers that can reveal them, which is recorded
 * before the first row is read. Takes the same memory for ten rows and for a million.
 * @throws Forbidden, NotFound, Invalid
 */
export const exportCodes = couponOperation(
  'coupons.read',
  exportCodesInput,
  async (ctx, { couponId, filter, clear }): Promise<CsvFile> => {
    if (clear) await assertRevealsCodesOf(ctx, couponId);
    const coupon = await getCoupon(ctx, { id: couponId, withDeleted: true });
    if (clear) {
      const { matched } = await countSelected(ctx, { couponId, selection: { filter } });
      const data = { count: Object.values(matched).reduce((sum, one) => sum + one), filter, reason: clear.reason };
      await recordAudit(ctx, { action: 'codes.exported', subjectKind: 'coupon', subjectId: couponId, data });
    }
    const day = ctx.now().toISOString().slice(0, 10);
    return { name: `codes-${coupon.code}-${day}.csv`, rows: rows(ctx, { couponId, ...filter }, Boolean(clear)) };
  },
);

async function* rows(ctx: Context, filter: Parameters<typeof eachCodePage>[1], clear: boolean): AsyncGenerator<string> {
  yield toCsv([header]);
  for await (const page of eachCodePage(ctx.db, filter)) {
    yield toCsv(
      page.map((code) => [
        clear ? (readCodeOf(code) ?? `${unreadableCode} (id ${code.id})`) : maskedCode(code),
        code.status,
        code.batchId,
        ...[code.createdAt, code.soldAt, code.redeemedAt, code.deletedAt].map((at) => at?.toISOString() ?? ''),
      ]),
    );
  }
}
