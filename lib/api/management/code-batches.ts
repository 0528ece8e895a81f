import { z } from '@hono/zod-openapi';
import { Invalid } from '@/lib/core/errors';
import type { CodeBatch } from '@/lib/domain/coupons/codes/code-batch';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { getBatch } from '@/lib/domain/coupons/codes/list-batches';
import { requestBatch } from '@/lib/domain/coupons/codes/request-batch';
import { batchLimit, issuedAtOnce, issuedWhileWaiting } from '@/lib/domain/coupons/codes/schemas';
import { readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import type { Context } from '@/lib/platform/context/context';
import { addCall, type ManagementRouter, pathId, readBody } from './call';
import { warningsOf, warningsSchema } from './coupon-warnings';
import { readInteger } from './field-values';
import { answer, idParam, jsonBody, refusedBody } from './shapes';

const states = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
const batchSchema = z
  .object({
    id: z.string(),
    count: z.int().openapi({ description: 'How many codes were asked for.' }),
    issued: z.int().openapi({ description: 'How many there are by now; they stay issued, however the batch ends.' }),
    state: z.enum(states),
    failure: z.string().nullable().openapi({ description: 'Why it failed, or `retrying`.' }),
    created_at: z.string().openapi({ format: 'date-time' }),
    finished_at: z.string().nullable().openapi({ format: 'date-time' }),
  })
  .openapi('CodeBatch');
const batchExample = {
  id: '3',
  count: 1000,
  issued: 1000,
  state: 'done',
  failure: null,
  created_at: '2026-11-03T06:15:00.000Z',
  finished_at: '2026-11-03T06:15:00.000Z',
};

const batchShape = (batch: CodeBatch) => ({
  id: String(batch.id),
  count: batch.requested,
  issued: batch.issued,
  state: batch.state,
  failure: batch.failure,
  created_at: batch.createdAt.toISOString(),
  finished_at: batch.finishedAt?.toISOString() ?? null,
});

export function addCodeBatchCalls(router: ManagementRouter): void {
  addCall(
    router,
    {
      tag: 'Codes',
      subject: 'codes',
      method: 'post',
      path: '/coupons/{id}/codes.json',
      operationId: 'issueCodes',
      summary: 'Issue codes of a coupon',
      description: `A \`count\` of new codes, up to ${batchLimit}, or a \`list\` of your own, up to ${issuedAtOnce}. A list and up to ${issuedWhileWaiting} new codes are there when the call answers, all of them or none; more are issued by a job, whose batch you read at \`code_batches/{id}.json\`.`,
      permission: 'coupons.write',
      request: {
        params: z.object({ id: idParam('1-teste') }),
        ...jsonBody(
          z.object({
            codes: z.union([
              z.object({ count: z.int().min(1).max(batchLimit) }),
              z.object({ list: z.array(z.string()).min(1).max(issuedAtOnce) }),
            ]),
          }),
          { codes: { count: 1000 } },
        ),
      },
      responses: {
        ...answer(z.object({ status: z.literal(true), batch: batchSchema, warnings: warningsSchema.optional() }), {
          status: true,
          batch: batchExample,
          warnings: [
            {
              field: 'max_redemptions',
              code: 'more_codes_than_limit',
              message: 'is below the 1000 codes that are out: some customers will be refused',
            },
          ],
        }),
        ...refusedBody('codes', { count: [`must be an integer from 1 to ${batchLimit}`] }),
      },
    },
    async (c) => {
      const couponId = pathId(c, 'id');
      const input = await readBody(c, 'codes', { problems: async () => ({}) }, ({ count, list }) => ({ count, list }));
      const batch = await issue(c.var.ctx, couponId, input.count, input.list);
      const coupon = await readCoupon(c.var.ctx, couponId);
      const warnings = coupon ? await warningsOf(c.var.ctx, coupon, batch.requested - batch.issued) : [];
      return c.json({ status: true, batch: batchShape(batch), ...(warnings.length > 0 ? { warnings } : {}) });
    },
  );

  addCall(
    router,
    {
      tag: 'Codes',
      method: 'get',
      path: '/coupons/{id}/code_batches/{batch_id}.json',
      operationId: 'getCodeBatch',
      summary: 'Read how far a batch of codes is',
      description: 'Many codes are issued in the background: ask until `state` is `done`, `cancelled` or `failed`.',
      permission: 'coupons.read',
      request: { params: z.object({ id: idParam('1-teste'), batch_id: idParam('3') }) },
      responses: answer(z.object({ batch: batchSchema }), { batch: batchExample }),
    },
    async (c) => {
      const batch = await getBatch(c.var.ctx, { couponId: pathId(c, 'id'), batchId: pathId(c, 'batch_id') });
      return c.json({ batch: batchShape(batch) });
    },
  );
}

function issue(ctx: Context, couponId: number, count: unknown, list: unknown): Promise<CodeBatch> {
  if (list === undefined) return requestBatch(ctx, { couponId, count: readInteger(count) as number });
  if (count !== undefined) throw new Invalid({ list: ['must be given alone, without a count'] });
  return issueListedCodes(ctx, { couponId, list: list as string[] });
}
