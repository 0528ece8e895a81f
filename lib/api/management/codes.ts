import { z } from '@hono/zod-openapi';
import { NeedsSecondPerson } from '@/lib/core/errors';
import { assertBelowClearLimit, countFound } from '@/lib/domain/coupons/codes/clear-limit';
import { hasStatus } from '@/lib/domain/coupons/codes/code-filter';
import { type CodeSummary, maskedCode } from '@/lib/domain/coupons/codes/code-row';
import { deleteCode, restoreCode } from '@/lib/domain/coupons/codes/delete-code';
import { unreadableCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { codeFilterStatuses, codeStatuses } from '@/lib/domain/coupons/codes/filters';
import { findCodeOfCoupon } from '@/lib/domain/coupons/codes/find-code-of-coupon';
import { listCodes } from '@/lib/domain/coupons/codes/list-codes';
import { revealCodes, revealsCodesOf } from '@/lib/domain/coupons/codes/reveal-code';
import { listCodesInput, typedCode } from '@/lib/domain/coupons/codes/schemas';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { addCall, type ManagementContext, type ManagementRouter, pathId, readQuery } from './call';
import { answerPage, onlyPage, pagingQuery } from './paging';
import { answer, idParam, paginationSchema, refusedBody } from './shapes';

const codeExample = {
  id: '7',
  code: '••••-7K3Q',
  status: 'available',
  created_at: '2026-11-03T06:15:00.000Z',
  redeemed_at: null,
  deleted_at: null,
} as const;

const time = z.string().nullable().openapi({ format: 'date-time' });
const codeSchema = z
  .object({
    id: z.string(),
    code: z.string().openapi({ description: 'In clear with the scope codes:reveal, else masked.' }),
    status: z.enum(codeStatuses),
    created_at: z.string().openapi({ format: 'date-time' }),
    redeemed_at: time,
    deleted_at: time,
  })
  .openapi('Code', { example: codeExample });

const listQuery = z.object({
  status: listCodesInput.shape.status,
  code: typedCode.optional(),
  last_four: listCodesInput.shape.lastFour,
  ...pagingQuery,
});
const documentedQuery = z.object({
  status: z.enum(codeFilterStatuses).optional().openapi({ description: 'unavailable: all but available.' }),
  code: z.string().optional().openapi({ description: 'One exact code, however it was typed.' }),
  last_four: z
    .string()
    .optional()
    .openapi({ description: 'Those with this end, as masked codes show it: four characters, fewer of a short code.' }),
  ...pagingQuery,
});
const oneCode = z.object({ id: idParam('1-teste'), code_id: idParam('7') });

function codeShape(row: CodeSummary, clear?: string) {
  return {
    id: String(row.id),
    code: clear ?? maskedCode(row),
    status: row.status,
    created_at: row.createdAt.toISOString(),
    redeemed_at: row.redeemedAt?.toISOString() ?? null,
    deleted_at: row.deletedAt?.toISOString() ?? null,
  };
}

/** In clear for a key that can reveal this coupon's codes, which is recorded; masked for all others. */
async function shapeCodes(ctx: Context, couponId: number, rows: CodeSummary[]) {
  if (!(await revealsCodesOf(ctx, couponId))) return rows.map((row) => codeShape(row));
  const ids = rows.map(({ id }) => id);
  const clear = await revealCodes(ctx, { couponId, ids });
  return rows.map((row) => codeShape(row, clear.get(row.id) ?? unreadableCode));
}

/** Where a second person is needed to see one more in clear: what was done with it is not refused. */
const maskedInstead = (row: CodeSummary) => (error: unknown) => {
  if (error instanceof NeedsSecondPerson) return [codeShape(row)];
  throw error;
};

const codeInPath = (c: ManagementContext) => ({ couponId: pathId(c, 'id'), codeId: pathId(c, 'code_id') });

export function addCodeCalls(router: ManagementRouter): void {
  const codes = { tag: 'Codes', subject: 'code' };

  addCall(
    router,
    {
      ...codes,
      method: 'get',
      path: '/coupons/{id}/codes.json',
      operationId: 'listCodes',
      summary: 'List the codes of a coupon',
      description:
        'In clear for a key with the scope `codes:reveal`, masked for any other. Without a page and `after`: all.',
      permission: 'coupons.read',
      request: { params: z.object({ id: idParam('1-teste') }), query: documentedQuery },
      responses: answer(z.object({ codes: z.array(codeSchema), codes_pagination: paginationSchema }), {
        codes: [codeExample],
        codes_pagination: onlyPage,
      }),
    },
    async (c) => {
      const { ctx } = c.var;
      const { page, per_page, after, status, code, last_four } = readQuery(c, listQuery);
      const couponId = pathId(c, 'id');
      if (can(ctx.actor, 'codes.reveal')) c.set('isSecret', true);
      if (code !== undefined) {
        const found = await findCodeOfCoupon(ctx, { couponId, code });
        const fits = found && hasStatus(found, status) && (last_four === undefined || found.lastFour === last_four);
        const rows = fits ? [found] : [];
        return c.json({ codes: await shapeCodes(ctx, couponId, rows), codes_pagination: onlyPage });
      }
      await getCoupon(ctx, { id: couponId });
      const isWhole = !page && after === undefined;
      if (isWhole && (await revealsCodesOf(ctx, couponId))) {
        await assertBelowClearLimit(ctx, () => countFound(ctx, { couponId, filter: { status, lastFour: last_four } }));
      }
      return answerPage(c, {
        plural: 'codes',
        paging: { page, per_page, after },
        list: (request) => listCodes(ctx, { couponId, status, lastFour: last_four, ...request }),
        shape: (rows) => shapeCodes(ctx, couponId, rows),
      });
    },
  );

  addCall(
    router,
    {
      ...codes,
      method: 'delete',
      path: '/coupons/{id}/codes/{code_id}.json',
      operationId: 'deleteCode',
      summary: 'Delete a code',
      description: 'One that is redeemed or sold is refused.',
      permission: 'coupons.write',
      request: { params: oneCode },
      responses: {
        ...answer(z.object({ status: z.literal(true) }), { status: true }),
        ...refusedBody('code', { status: ['is sold, and stays'] }),
      },
    },
    async (c) => {
      await deleteCode(c.var.ctx, codeInPath(c));
      return c.json({ status: true });
    },
  );

  addCall(
    router,
    {
      ...codes,
      method: 'post',
      path: '/coupons/{id}/codes/{code_id}/restore.json',
      operationId: 'restoreCode',
      summary: 'Restore a deleted code',
      description: 'One that is not deleted stays as it is.',
      permission: 'coupons.write',
      request: { params: oneCode },
      responses: answer(z.object({ status: z.literal(true), code: codeSchema }), { status: true, code: codeExample }),
    },
    async (c) => {
      const { couponId, codeId } = codeInPath(c);
      const restored = await restoreCode(c.var.ctx, { couponId, codeId });
      const [code] = await shapeCodes(c.var.ctx, couponId, [restored]).catch(maskedInstead(restored));
      const stored = { status: true, code: codeShape(restored) };
      c.set('storedAnswer', { text: JSON.stringify(stored), reveal: { couponId, codeId } });
      return c.json({ status: true, code });
    },
  );
}
