import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { isPrintableLogo } from '@/lib/adapters/code-sheets/write-code-sheet';
import type { CodeSheet, PrintedCode } from '@/lib/core/code-sheet';
import { Invalid } from '@/lib/core/errors';
import { type Cell, instantCells, instantColumns } from '@/lib/core/table-file';
import { countUse, findStop } from '@/lib/domain/access/limits/count-use';
import { assertReaches } from '@/lib/domain/coupons/coupons/coupon-reach';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { tableExport } from '@/lib/platform/exports/table-export';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { boundFound, countFound, holdFileBelowClearLimit, moreCodes, shownWith } from './clear-limit';
import { maskedCode } from './code-row';
import { eachCodePage } from './each-code-page';
import { readCodeOf, unreadableCode } from './encrypt-code';
import { assertRevealsCodesOf, isUser } from './reveal-code';
import { exportCodesInput } from './schemas';

const instants = ['issued_at', 'sold_at', 'redeemed_at', 'deleted_at'];
const header = ['code', 'id', 'status', 'batch', ...instants.flatMap(instantColumns)];

/** `bound`: which codes are in clear, and how many at most; null for masked ones, as many as there are. */
type Recorded = { coupon: string; bound: Awaited<ReturnType<typeof boundFound>> | null };

/**
 * The codes that match as a file, the newest first, or as a sheet to print: masked, or in clear for callers that can reveal them, which is recorded
 * before the first row is read, and counts as that many reveals of a person. @throws Forbidden, NotFound, Invalid, NeedsSecondPerson (also above their limit)
 */
export const exportCodes = tableExport(
  'coupons.read',
  exportCodesInput,
  {
    kind: 'codes',
    columns: () => header,
    async record(ctx: Context, { couponId, filter, clear, sheet }): Promise<Recorded> {
      await assertReaches(ctx, couponId);
      if (sheet) assertPrintable(sheet, clear);
      if (clear) await assertRevealsCodesOf(ctx, couponId);
      const { code: coupon } = await getCoupon(ctx, { id: couponId, withDeleted: true });
      if (!clear) return { coupon, bound: null };
      // Not more in clear than was counted, recorded and held against the limit: more may be issued while the file is read.
      const bound = await boundFound(ctx, { couponId, filter });
      const { count } = bound;
      await inTransaction(ctx, async (tx) => {
        await holdFileBelowClearLimit(tx, count);
        const use = { kind: 'reveal', key: randomUUID(), reason: clear.reason, count } as const;
        if (isUser(tx) && count > 0) await countUse(tx, use);
        const data = { count, filter, reason: clear.reason, ...(sheet ? { printed: sheet.symbol } : {}) };
        await recordAudit(tx, { action: 'codes.exported', subjectKind: 'coupon', subjectId: couponId, data });
      });
      recordExport(ctx, coupon, count);
      return { coupon, bound };
    },
    isClear: ({ clear }) => clear !== undefined,
    name: ({ coupon }) => `codes-${coupon}`,
    count: async (ctx, { couponId, filter }, recorded) =>
      recorded?.bound?.count ?? countFound(ctx, { couponId, filter }),
    sheet: ({ sheet }, rows) => sheet && { template: sheet, codes: printed(rows) },
    rows: (ctx, { couponId, filter }, { bound }) => rows(ctx, { couponId, ...filter }, bound),
  },
  {
    freshProof: (_ctx, { clear }) => clear !== undefined,
    secondPerson: secondPerson('codes_export', needForExport),
  },
);

/** @throws Invalid (`clear`, `sheet.logo`) */
function assertPrintable({ logo }: CodeSheet, clear: object | undefined): void {
  if (!clear) throw new Invalid({ clear: ['must have a reason: what is printed is in clear'] });
  if (logo && !isPrintableLogo(logo)) {
    throw new Invalid({ 'sheet.logo': ['must be a PNG or JPEG of at most 2000 by 2000 pixels'] });
  }
}

/** The codes of rows; the word for one that cannot be decrypted has blanks, and no symbol. */
async function* printed(rows: AsyncGenerator<Cell[][]>): AsyncGenerator<PrintedCode[]> {
  for await (const some of rows) {
    yield some.map(([code]) => ({ text: String(code), hasSymbol: !String(code).startsWith(unreadableCode) }));
  }
}

type Input = z.output<typeof exportCodesInput>;

/** Codes in clear, above the number of the settings with those of a day, or with which this person passes their limit of reveals. @throws Forbidden, NotFound */
async function needForExport(ctx: Context, input: Input, { exportCodes: most }: FourEyes): Promise<Need | null> {
  const { couponId, filter, clear } = input;
  if (!clear) return null;
  await assertRevealsCodesOf(ctx, couponId);
  const coupon = await getCoupon(ctx, { id: couponId, withDeleted: true });
  const count = await countFound(ctx, input);
  const isMany = most !== null && count > 0 && count + (await shownWith(ctx)) > most;
  const stop = isMany || !isUser(ctx) || count === 0 ? null : await findStop(ctx, 'reveal', count);
  if (!isMany && !stop) return null;
  const what = stop ? moreReveals(stop) : moreCodes(most ?? 0);
  const summary = { coupon: coupon.code, count, ...filter, reason: clear.reason };
  return { what, summary, subjectKind: 'coupon', subjectId: couponId, reason: clear.reason };
}

const moreReveals = ({ stop, span }: { stop: number; span: 'hour' | 'day' }) =>
  `More than ${stop} ${stop === 1 ? 'code' : 'codes'} in clear by one person within ${span === 'hour' ? 'an hour' : 'a day'}`;

/** Codes in clear are as good as money: from a hundred on it is noticed. */
const manyCodes = 100;

function recordExport(ctx: Context, coupon: string, count: number): void {
  const data = { what: 'codes', coupon };
  recordSecurityEvent(ctx, { kind: 'data.exported', data });
  if (count >= manyCodes) recordSecurityEvent(ctx, { kind: 'data.exported_in_bulk', data });
}

async function* rows(
  ctx: Context,
  filter: Parameters<typeof eachCodePage>[1],
  bound: Recorded['bound'],
): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  let left = bound?.count ?? Number.POSITIVE_INFINITY;
  for await (const page of eachCodePage(ctx.db, filter, bound?.upToId)) {
    const some = page.slice(0, left);
    left -= some.length;
    if (some.length === 0) return;
    yield some.map((code): Cell[] => [
      bound === null ? maskedCode(code) : (readCodeOf(code) ?? `${unreadableCode} (id ${code.id})`),
      code.id,
      code.status,
      code.batchId,
      ...[code.createdAt, code.soldAt, code.redeemedAt, code.deletedAt].flatMap((at) => instantCells(at, timeZone)),
    ]);
  }
}
