import { z } from '@hono/zod-openapi';
import { directories, pluralOf } from '@/lib/core/entities/directory';
import { NotFound } from '@/lib/core/errors';
import type { KeysetPage } from '@/lib/core/keyset';
import { getCoupon, readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { linkTvodPrice, unlinkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { linkUserGroup, unlinkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import type { ListLinksInput } from '@/lib/domain/coupons/coupons/schemas';
import type { Context } from '@/lib/platform/context/context';
import { addCall, type ManagementRouter, pathId, readQuery } from './call';
import { couponExample, couponSchema, couponShape } from './coupon-serializer';
import { componentName, linkSerializerOf } from './directory-serializer';
import { listPage, prefersHtml } from './list-page';
import { answerPage, pagingQuery } from './paging';
import { answer, answerOrPage, idParam, paginationSchema } from './shapes';

type Paged = { after?: string | undefined; page?: number; perPage?: number };

/** The use cases of what a coupon can be limited to. */
type Links<Row> = {
  list: (ctx: Context, input: ListLinksInput) => Promise<KeysetPage<Row>>;
  link: (ctx: Context, couponId: number, id: number) => Promise<void>;
  unlink: (ctx: Context, couponId: number, id: number) => Promise<void>;
};

const nameQuery = z.object({
  name: z.string().max(200, 'must be at most 200 characters').optional().openapi({ description: 'Part of the name.' }),
  ...pagingQuery,
});

function addKind<Row extends { id: number; name: string; linked: boolean }>(
  router: ManagementRouter,
  kind: 'userGroups' | 'tvodPrices',
  use: Links<Row>,
): void {
  const { title: tag, singular } = directories[kind];
  const plural = pluralOf(directories[kind]);
  const { schema, example, shape } = linkSerializerOf(kind);
  const listed = { [plural]: z.array(schema), [`${plural}_pagination`]: paginationSchema };

  addCall(
    router,
    {
      tag,
      method: 'get',
      path: `/coupons/{id}/${plural}.json`,
      operationId: `listCoupon${componentName(directories[kind])}s`,
      summary: `List the ${tag} with those of a coupon first`,
      description: 'A request that prefers text/html gets the same list as a page to read.',
      permission: 'coupons.read',
      request: { params: z.object({ id: idParam('1-teste') }), query: nameQuery },
      responses: answerOrPage(z.object(listed), {
        [plural]: [example],
        [`${plural}_pagination`]: { current: 1, last: true, next: null },
      }),
    },
    async (c) => {
      const { ctx } = c.var;
      const { name, ...paging } = readQuery(c, nameQuery);
      const coupon = await getCoupon(ctx, { id: pathId(c, 'id') });
      const list = (request: Paged) => use.list(ctx, { couponId: coupon.id, name, ...request });
      if (!prefersHtml(c)) {
        return answerPage(c, { plural, paging, list, shape: (rows) => rows.map(shape) });
      }
      const { rows, next } = await list({
        after: paging.after,
        page: paging.page || 1,
        perPage: paging.per_page ?? 1000,
      });
      return c.html(listPage({ title: `${tag} of ${coupon.code}`, rows: rows.map(shape), name, next }));
    },
  );

  for (const [word, change] of [
    ['add', use.link],
    ['remove', use.unlink],
  ] as const) {
    addCall(
      router,
      {
        tag,
        method: 'post',
        path: `/coupons/{id}/${word}_${singular}/{${singular}_id}.json`,
        operationId: `${word}Coupon${componentName(directories[kind])}`,
        summary: `${word === 'add' ? 'Limit a coupon to' : 'No longer limit a coupon to'} one of the ${tag}`,
        description: 'Doing it twice is no error.',
        permission: 'coupons.write',
        request: { params: z.object({ id: idParam('1-teste'), [`${singular}_id`]: idParam(String(example.id)) }) },
        responses: answer(z.object({ status: z.literal(true), coupon: couponSchema, [plural]: z.array(schema) }), {
          status: true,
          coupon: couponExample,
          [plural]: word === 'add' ? [example] : [],
        }),
      },
      async (c) => {
        const couponId = pathId(c, 'id');
        await change(c.var.ctx, couponId, pathId(c, `${singular}_id`));
        const coupon = await readCoupon(c.var.ctx, couponId);
        if (!coupon) throw new NotFound('The coupon');
        // The key may hold no scope to read: its own write is answered all the same.
        const reader: Context = { ...c.var.ctx, actor: { kind: 'system', name: 'answer' } };
        const { rows } = await use.list(reader, { couponId, side: 'linked', perPage: 1000 });
        return c.json({ status: true, coupon: couponShape(coupon), [plural]: rows.map(shape) });
      },
    );
  }
}

export function addLinkCalls(router: ManagementRouter): void {
  addKind(router, 'userGroups', {
    list: listUserGroupLinks,
    link: (ctx, couponId, userGroupId) => linkUserGroup(ctx, { couponId, userGroupId }),
    unlink: (ctx, couponId, userGroupId) => unlinkUserGroup(ctx, { couponId, userGroupId }),
  });
  addKind(router, 'tvodPrices', {
    list: listTvodPriceLinks,
    link: (ctx, couponId, tvodPriceId) => linkTvodPrice(ctx, { couponId, tvodPriceId }),
    unlink: (ctx, couponId, tvodPriceId) => unlinkTvodPrice(ctx, { couponId, tvodPriceId }),
  });
}
