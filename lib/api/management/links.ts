import { z } from '@hono/zod-openapi';
import { NotFound } from '@/lib/core/errors';
import type { KeysetPage } from '@/lib/core/keyset';
import { getCoupon, readCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { linkTvodPrice, unlinkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { linkUserGroup, unlinkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import {
  listTvodPriceLinks,
  listUserGroupLinks,
  type TvodPriceLink,
  type UserGroupLink,
} from '@/lib/domain/coupons/coupons/list-links';
import type { ListLinksInput } from '@/lib/domain/coupons/coupons/schemas';
import type { Context } from '@/lib/platform/context/context';
import { addCall, type ManagementRouter, pathId, readQuery } from './call';
import { couponExample, couponSchema, couponShape } from './coupon-serializer';
import { publicId } from './field-names';
import { listPage, prefersHtml } from './list-page';
import { answerPage, pagingQuery } from './paging';
import { answer, idParam, paginationSchema } from './shapes';

type Paged = { after?: string | undefined; page?: number; perPage?: number };

/** What a coupon can be limited to: one description for both kinds. */
type Kind<Row extends { name: string }> = {
  tag: string;
  plural: 'user_groups' | 'tvod_prices';
  singular: 'user_group' | 'tvod_price';
  schema: z.ZodType;
  example: Record<string, unknown>;
  list: (ctx: Context, input: ListLinksInput) => Promise<KeysetPage<Row>>;
  shape: (row: Row) => Record<string, unknown>;
  link: (ctx: Context, couponId: number, id: number) => Promise<void>;
  unlink: (ctx: Context, couponId: number, id: number) => Promise<void>;
};

export const groupShape = ({ id, name, linked }: UserGroupLink) => ({ id: publicId(id, name), name, linked });
export const groupExample = { id: '3-premium', name: 'Premium', linked: true };
export const groupSchema = z
  .object({ id: z.string(), name: z.string(), linked: z.boolean() })
  .openapi('UserGroup', { example: groupExample });

export const priceShape = (price: TvodPriceLink) => ({
  id: publicId(price.id, price.name),
  name: price.name,
  tvod_type: price.tvodType,
  price: price.pricePaisa,
  duration: price.durationDays,
  linked: price.linked,
});
export const priceExample = {
  id: '2-aluguel',
  name: 'Aluguel',
  tvod_type: 'rental',
  price: 990,
  duration: 2,
  linked: true,
} as const;
export const priceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    tvod_type: z.enum(['rental', 'purchase']),
    price: z.int().openapi({ description: 'In minor units.' }),
    duration: z.int().nullable().openapi({ description: 'In days when rental.' }),
    linked: z.boolean(),
  })
  .openapi('TvodPrice', { example: priceExample });

const nameQuery = z.object({
  name: z.string().max(200, 'must be at most 200 characters').optional().openapi({ description: 'Part of the name.' }),
  ...pagingQuery,
});

function addKind<Row extends { name: string; linked: boolean }>(router: ManagementRouter, kind: Kind<Row>): void {
  const { tag, plural, singular } = kind;
  const listed = { [plural]: z.array(kind.schema), [`${plural}_pagination`]: paginationSchema };

  addCall(
    router,
    {
      tag,
      method: 'get',
      path: `/coupons/{id}/${plural}.json`,
      summary: `List the ${tag} with those of a coupon first`,
      description: 'A request that prefers text/html gets the same list as a page to read.',
      permission: 'coupons.read',
      request: { params: z.object({ id: idParam('1-teste') }), query: nameQuery },
      responses: answer(z.object(listed), {
        [plural]: [kind.example],
        [`${plural}_pagination`]: { current: 1, last: true, next: null },
      }),
    },
    async (c) => {
      const { ctx } = c.var;
      const { name, ...paging } = readQuery(c, nameQuery);
      const coupon = await getCoupon(ctx, { id: pathId(c, 'id') });
      const list = (request: Paged) => kind.list(ctx, { couponId: coupon.id, name, ...request });
      if (!prefersHtml(c)) {
        return answerPage(c, { plural, paging, list, shape: (rows) => rows.map(kind.shape) });
      }
      const { rows, next } = await list({
        after: paging.after,
        page: paging.page || 1,
        perPage: paging.per_page ?? 1000,
      });
      return c.html(listPage({ title: `${tag} of ${coupon.code}`, rows: rows.map(kind.shape), name, next }));
    },
  );

  for (const [word, change] of [
    ['add', kind.link],
    ['remove', kind.unlink],
  ] as const) {
    addCall(
      router,
      {
        tag,
        method: 'post',
        path: `/coupons/{id}/${word}_${singular}/{${singular}_id}.json`,
        summary: `${word === 'add' ? 'Limit a coupon to' : 'No longer limit a coupon to'} one of the ${tag}`,
        description: 'Doing it twice is no error.',
        permission: 'coupons.write',
        request: { params: z.object({ id: idParam('1-teste'), [`${singular}_id`]: idParam(String(kind.example.id)) }) },
        responses: answer(z.object({ status: z.literal(true), coupon: couponSchema, [plural]: z.array(kind.schema) }), {
          status: true,
          coupon: couponExample,
          [plural]: word === 'add' ? [kind.example] : [],
        }),
      },
      async (c) => {
        const couponId = pathId(c, 'id');
        await change(c.var.ctx, couponId, pathId(c, `${singular}_id`));
        const coupon = await readCoupon(c.var.ctx, couponId);
        if (!coupon) throw new NotFound('The coupon');
        // The key may hold no scope to read: its own write is answered all the same.
        const reader: Context = { ...c.var.ctx, actor: { kind: 'system', name: 'answer' } };
        const { rows } = await kind.list(reader, { couponId, side: 'linked', perPage: 1000 });
        return c.json({ status: true, coupon: couponShape(coupon), [plural]: rows.map(kind.shape) });
      },
    );
  }
}

export function addLinkCalls(router: ManagementRouter): void {
  addKind(router, {
    tag: 'User groups',
    plural: 'user_groups',
    singular: 'user_group',
    schema: groupSchema,
    example: groupExample,
    list: listUserGroupLinks,
    shape: groupShape,
    link: (ctx, couponId, userGroupId) => linkUserGroup(ctx, { couponId, userGroupId }),
    unlink: (ctx, couponId, userGroupId) => unlinkUserGroup(ctx, { couponId, userGroupId }),
  });
  addKind(router, {
    tag: 'TVOD prices',
    plural: 'tvod_prices',
    singular: 'tvod_price',
    schema: priceSchema,
    example: priceExample,
    list: listTvodPriceLinks,
    shape: priceShape,
    link: (ctx, couponId, tvodPriceId) => linkTvodPrice(ctx, { couponId, tvodPriceId }),
    unlink: (ctx, couponId, tvodPriceId) => unlinkTvodPrice(ctx, { couponId, tvodPriceId }),
  });
}
