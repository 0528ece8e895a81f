import { z } from '@hono/zod-openapi';
import { couponFields, couponFilters } from '@/lib/core/entities/coupon';
import { couponProblems } from '@/lib/domain/coupons/coupons/coupon-problems';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { couponSorts } from '@/lib/domain/coupons/coupons/filters';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { restoreCoupon } from '@/lib/domain/coupons/coupons/restore-coupon';
import { type CreateCouponInput, listCouponsInput } from '@/lib/domain/coupons/coupons/schemas';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { answerOne, entityTag, unchanged } from '../http/answer-one';
import { addCall, type ManagementContext, type ManagementRouter, pathId, readBody, readQuery } from './call';
import { ifMatch, preconditionFailed, underPrecondition } from './coupon-precondition';
import { couponBodySchema, couponExample, couponSchema, couponShape, readCouponFields } from './coupon-serializer';
import { warningsOf, warningsSchema } from './coupon-warnings';
import { choicesOf } from './fields';
import { filterQuery } from './filter-query';
import { answerPage, onlyPage, pagingQuery } from './paging';
import { answer, idParam, jsonBody, paginationSchema, refusedBody } from './shapes';

const { q, sort } = listCouponsInput.shape;
const filters = filterQuery(couponFilters, couponProblems);

const listQuery = z.object({ q, sort, ...filters.schemas, ...pagingQuery });
const documentedQuery = z.object({
  q: z.string().optional().openapi({ description: 'Part of the code or the description.' }),
  ...filters.documents,
  sort: z.enum(couponSorts).optional(),
  ...pagingQuery,
});
const idParams = z.object({ id: idParam('1-teste') });
const written = z.object({ status: z.literal(true), coupon: couponSchema, warnings: warningsSchema.optional() });
const writtenExample = {
  status: true,
  coupon: couponExample,
  warnings: [
    {
      field: 'max_redemptions',
      code: 'free_without_limit',
      message: 'is no limit, and anyone who learns the code gets 100%',
    },
    {
      field: 'expiration_date',
      code: 'no_end',
      message: 'is no end, and neither a limit nor a budget ends it',
    },
  ],
};
const options = choicesOf(couponFields);
const refused = refusedBody('coupon', { code: ['has already been taken'] });

/** With the `ETag` that the coupon has from now on, for the next write. */
async function answerWritten(c: ManagementContext, written: Coupon): Promise<Response> {
  const coupon = couponShape(written);
  const warnings = await warningsOf(c.var.ctx, written);
  return c.json({ status: true, coupon, ...(warnings.length > 0 ? { warnings } : {}) }, 200, {
    etag: entityTag({ coupon }, written.version),
  });
}

export function addCouponCalls(router: ManagementRouter): void {
  const coupon = { tag: 'Coupons', subject: 'coupon' };

  addCall(
    router,
    {
      ...coupon,
      method: 'get',
      path: '/coupons.json',
      operationId: 'listCoupons',
      summary: 'List coupons',
      description: 'Those that the key reaches and that are not deleted. Without a page and `after`: all of them.',
      permission: 'coupons.read',
      request: { query: documentedQuery },
      responses: answer(z.object({ coupons: z.array(couponSchema), coupons_pagination: paginationSchema }), {
        coupons: [couponExample],
        coupons_pagination: onlyPage,
      }),
    },
    async (c) => {
      const { page, per_page, after, q, sort, ...given } = readQuery(c, listQuery);
      const narrowed = { q, sort, ...filters.read(given) };
      return answerPage(c, {
        plural: 'coupons',
        paging: { page, per_page, after },
        list: (request) => listCoupons(c.var.ctx, { ...narrowed, ...request }),
        shape: (rows) => rows.map(couponShape),
      });
    },
  );

  addCall(
    router,
    {
      ...coupon,
      method: 'post',
      path: '/coupons.json',
      operationId: 'createCoupon',
      summary: 'Create a coupon',
      description:
        'What may be a mistake, such as a coupon of 100 % that nothing ends, is created and named in `warnings`.',
      permission: 'coupons.write',
      request: jsonBody(z.object({ coupon: couponBodySchema }), {
        coupon: { code: 'teste', discount: 100, duration: 'once' },
      }),
      responses: { ...answer(written, writtenExample), ...refused },
    },
    async (c) => {
      const { ctx } = c.var;
      const input = (await readBody(c, 'coupon', createCoupon, (body) =>
        readCouponFields(ctx, body),
      )) as CreateCouponInput;
      return answerWritten(c, await createCoupon(ctx, input));
    },
  );

  addCall(
    router,
    {
      ...coupon,
      method: 'get',
      path: '/coupons/{id}.json',
      operationId: 'getCoupon',
      summary: 'Get a coupon',
      description: 'Its `ETag` is what `If-Match` of a change asks for.',
      permission: 'coupons.read',
      request: { params: idParams },
      responses: { ...answer(z.object({ coupon: couponSchema }), { coupon: couponExample }), ...unchanged },
    },
    async (c) => {
      const coupon = await getCoupon(c.var.ctx, { id: pathId(c, 'id') });
      return answerOne(c, { coupon: couponShape(coupon) }, coupon.version);
    },
  );

  addCall(
    router,
    {
      ...coupon,
      method: 'get',
      path: '/coupons/{id}/edit.json',
      operationId: 'getCouponForEditing',
      summary: 'Get a coupon and what its fields may be',
      description: 'For a form: `options` has the values of each field that has only some.',
      permission: 'coupons.read',
      request: { params: idParams },
      responses: answer(z.object({ coupon: couponSchema, options: z.record(z.string(), z.array(z.string())) }), {
        coupon: couponExample,
        options,
      }),
    },
    async (c) => c.json({ coupon: couponShape(await getCoupon(c.var.ctx, { id: pathId(c, 'id') })), options }),
  );

  addCall(
    router,
    {
      ...coupon,
      method: 'put',
      path: '/coupons/{id}.json',
      operationId: 'updateCoupon',
      summary: 'Change a coupon',
      description: 'Only the keys sent change. With `If-Match` only while nobody changed it since.',
      permission: 'coupons.write',
      request: {
        params: idParams,
        headers: ifMatch,
        ...jsonBody(z.object({ coupon: couponBodySchema.partial() }), { coupon: { discount: 100 } }),
      },
      responses: { ...answer(written, writtenExample), ...refused, ...preconditionFailed },
    },
    async (c) => {
      const { ctx } = c.var;
      const id = pathId(c, 'id');
      const input = await readBody(c, 'coupon', updateCoupon, async (body) => ({
        ...(await readCouponFields(ctx, body)),
        id,
      }));
      return underPrecondition(c, id, async (version) =>
        answerWritten(c, await updateCoupon(ctx, { ...input, ...(version ? { version } : {}) })),
      );
    },
  );

  addCall(
    router,
    {
      ...coupon,
      method: 'delete',
      path: '/coupons/{id}.json',
      operationId: 'deleteCoupon',
      summary: 'Delete a coupon',
      description: 'Its redemptions and statistics stay, and its code may be used again.',
      permission: 'coupons.write',
      request: { params: idParams, headers: ifMatch },
      responses: { ...answer(z.object({ status: z.literal(true) }), { status: true }), ...preconditionFailed },
    },
    async (c) => {
      const id = pathId(c, 'id');
      return underPrecondition(c, id, async (version) => {
        await deleteCoupon(c.var.ctx, { id, version });
        return c.json({ status: true });
      });
    },
  );

  addCall(
    router,
    {
      ...coupon,
      method: 'post',
      path: '/coupons/{id}/restore.json',
      operationId: 'restoreCoupon',
      summary: 'Undo the deletion of a coupon',
      description:
        'It comes back as it was. One that is not deleted stays as it is; one whose code was taken in the meantime is refused.',
      permission: 'coupons.write',
      request: { params: idParams },
      responses: { ...answer(written, writtenExample), ...refused },
    },
    async (c) => {
      return answerWritten(c, await restoreCoupon(c.var.ctx, { id: pathId(c, 'id') }));
    },
  );
}
