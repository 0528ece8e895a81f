import { and, eq, ilike, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { couponTvodPrices, couponUserGroups } from '@/db/schema/coupon-links';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { type Keyset, type KeysetPage, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { containing } from '@/lib/core/like-pattern';
import { couponOperation } from './coupon-reach';
import type { LinkKind, LinkSide } from './filters';
import { linkTables } from './link-tables';
import { listLinksInput } from './schemas';

// What is archived is listed only where it is linked: it can be taken off, and is not offered.
export const groupColumns = { id: userGroups.id, name: userGroups.name, archivedAt: userGroups.archivedAt };
export const priceColumns = {
  id: tvodPrices.id,
  name: tvodPrices.name,
  tvodType: tvodPrices.tvodType,
  pricePaisa: tvodPrices.pricePaisa,
  durationDays: tvodPrices.durationDays,
  archivedAt: tvodPrices.archivedAt,
};

export type UserGroupLink = Pick<typeof userGroups.$inferSelect, keyof typeof groupColumns> & { linked: boolean };
export type TvodPriceLink = Pick<typeof tvodPrices.$inferSelect, keyof typeof priceColumns> & { linked: boolean };

/** By name, the linked ones first. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export const listUserGroupLinks = couponOperation(
  'coupons.read',
  listLinksInput,
  async (ctx, input): Promise<KeysetPage<UserGroupLink>> => {
    const { keyset, clauses, where, on, linked, request } = planLinks('user_group', input);
    const found = await ctx.db
      .select({ ...groupColumns, linked, sortValue: clauses.sortValue })
      .from(userGroups)
      .leftJoin(couponUserGroups, on)
      .where(where)
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit)
      .offset(clauses.offset);
    return keysetPage(keyset, request, clauses.at, found);
  },
);

/** By name, the linked ones first. @throws Forbidden, Invalid (`after` is not a cursor of this list) */
export const listTvodPriceLinks = couponOperation(
  'coupons.read',
  listLinksInput,
  async (ctx, input): Promise<KeysetPage<TvodPriceLink>> => {
    const { keyset, clauses, where, on, linked, request } = planLinks('tvod_price', input);
    const found = await ctx.db
      .select({ ...priceColumns, linked, sortValue: clauses.sortValue })
      .from(tvodPrices)
      .leftJoin(couponTvodPrices, on)
      .where(where)
      .orderBy(...clauses.orderBy)
      .limit(clauses.limit)
      .offset(clauses.offset);
    return keysetPage(keyset, request, clauses.at, found);
  },
);

function planLinks(kind: LinkKind, { couponId, name, side, ...request }: z.output<typeof listLinksInput>) {
  const { entries } = linkTables[kind];
  const linked = isLinked(kind);
  const byName = sql`lower(${entries.name})`;
  const keyset: Keyset = {
    name: `${kind}_links:${couponId}:${side ?? 'all'}`,
    // One side alone is read in the order of its index.
    value: side ? byName : sql`(case when ${linked} then '0' else '1' end || ${byName})`,
    type: 'text',
    id: sql`${entries.id}`,
    descending: false,
  };
  const clauses = keysetClauses(keyset, request);
  return {
    keyset,
    clauses,
    request,
    linked: linked.as('linked'),
    on: linkOf(kind, couponId),
    where: and(linksThatFit(kind, side, name), clauses.where),
  };
}

const isLinked = (kind: LinkKind) => sql<boolean>`(${linkTables[kind].linkCoupon} is not null)`;

export function linkOf(kind: LinkKind, couponId: number): SQL | undefined {
  const { entries, linkTarget, linkCoupon } = linkTables[kind];
  return and(eq(linkTarget, entries.id), eq(linkCoupon, couponId));
}

/** One `where` for the rows and their count, over the entries with their links of one coupon joined from the left. */
export function linksThatFit(kind: LinkKind, side: LinkSide | undefined, name: string | undefined): SQL | undefined {
  const { entries, linkCoupon } = linkTables[kind];
  const sides = {
    linked: isLinked(kind),
    unlinked: and(isNull(linkCoupon), isNull(entries.archivedAt)),
    all: or(isNull(entries.archivedAt), isLinked(kind)),
  };
  const pattern = name && containing(name);
  return and(sides[side ?? 'all'], pattern ? ilike(entries.name, pattern) : undefined);
}
