import type { Sql } from 'postgres';
import type { DriverRow } from '@/db/driver-row';
import type { coupons } from '@/db/schema/coupons';
import { endOf, isUsable } from '@/lib/domain/coupons/coupons/coupon-conditions.sql';
import { hourColumns } from './brake.sql';
import { expiredHolds, freedBy } from './holds.sql';
import type { RedeemRequest } from './redeem-request';
import { purchaseColumns, requests, toParameter } from './request.sql';
import { type Rule, rules } from './rules';
import { boughtPrice, earlierRedemptions, isMemberOf, ruleConditions, whatComesOff } from './rules.sql';

const asked = ['at', ...purchaseColumns] as const;
export type QualifyRequest = Pick<RedeemRequest, (typeof asked)[number]>;

/** The list of coupons that one was found in. */
export type Walk = 'percent' | 'capped' | 'cap' | 'amount' | 'few' | 'freed' | 'linked';

/** A coupon that would pass, and what it would take off; or the last that was looked at, with its terms alone. */
export type QualifyingRow = { walk: Walk; is_end: boolean; percent: number; basis_points: number } & DriverRow<
  typeof coupons,
  'id' | 'code' | 'description' | 'amountOff' | 'maximumOff' | 'duration' | 'cycles' | 'expiresAt'
> & { paid: string | null; off: string | null; capped_by: 'maximum_off' | 'amount' | null };

const expired = expiredHolds('r.at');
const aboutCodes: Rule[] = ['exists', 'security', 'code_state', 'code_batch', 'code_sold', 'code_valid'];
const conditions = ruleConditions({ taken: 'k.taken', spent: 'k.spent_so_far', expired });
const passes = rules.flatMap((rule) => (aboutCodes.includes(rule) ? [] : [conditions[rule]])).join('\n      and ');

const isPublic = `${isUsable('c', 'r.at')} and c.security = 'public'`;
/** That pay for anything, have not ended and are not used up; indexes hold the same conditions. */
const open = `${isPublic} and c.link_count = 0 and not c.used_up`;

/** The coupons that are linked to what is bought. */
const linkedIds = `
    select coupon_id from coupon_user_groups where user_group_id = any (array(
      select n.id from user_groups n
      where n.id = r.plan_id or lower(n.name) = lower(r.plan_name) or (r.plan_by_groups and ${isMemberOf('n')})))
    union select coupon_id from coupon_tvod_prices where tvod_price_id = r.tvod_price_id`;

/** Up to this many open ones are all looked at: most of those in the other lists have ended. */
const few = 1000;

const withEnd = `c.*, ${endOf('c')} as ends`;

/** The first of the open coupons of a list, by its index: that they are few keeps Postgres from reading and sorting all of them. */
const byIndex = (which: string, first: string) => ({
  order: `${first} desc nulls last, ends, id`,
  coupons: (part: string) => `(
      select ${withEnd} from coupons c where ${open} and ${which}
      order by c.${first} desc nulls last, ${endOf('c')}, c.id ${part})`,
});

type List = { coupons: (part: string) => string; order?: string };

/**
 * The coupons `k` of each list. Those that pay for anything are read by an index for each list, a `part` at a time; few are all
 * looked at.
 */
const lists: Record<Walk, List> = {
  percent: byIndex('c.amount_off is null and c.maximum_off is null', 'discount_bp'),
  capped: byIndex('c.maximum_off is not null', 'discount_bp'),
  cap: byIndex('c.maximum_off is not null', 'maximum_off'),
  amount: byIndex('c.amount_off is not null', 'amount_off'),
  few: { coupons: () => `(select ${withEnd} from coupons c where ${open} order by ends, c.id limit ${few})` },
  // Used up, and an expired hold that was not ended yet gives a place back.
  freed: {
    coupons: () => `(
      select ${withEnd} from (select distinct coupon_id from ${expired} h offset 0) l join coupons c on c.id = l.coupon_id
      where ${isPublic} and c.link_count = 0 and c.used_up)`,
  },
  linked: {
    coupons: () => `(
      select c.* from (select * from (${linkedIds}) l offset 0) l
      cross join lateral (select ${withEnd} from coupons c where c.id = l.coupon_id and ${isPublic} offset 0) c)`,
  },
};

const bestFirst = 'off desc nulls last, discount_bp desc, amount_off desc nulls last, ends, id';
const columns = `k.id, k.code, k.description, k.discount_bp as basis_points, k.discount_bp / 100.0::float8 as percent, k.amount_off,
    k.maximum_off, k.duration, k.cycles, k.expires_at`;

const walked = (walk: Walk, depth: number, most: number): string => {
  const { coupons, order } = lists[walk];
  const passing = `(
  select '${walk}' as walk, false as is_end, ${columns}, k.paid, k.off, k.capped_by
  from request r left join lateral (${boughtPrice}) t on true
  cross join lateral (
    select * from (
      select k.*, x.paid, x.off, x.capped_by from ${coupons(`limit ${depth}`)} k cross join lateral (${whatComesOff}) x
    ) y order by ${bestFirst}
  ) c
  cross join lateral (${freedBy('c', expired)}) f
  cross join lateral (select c.*, c.redemption_count - f.count as taken, c.spent - f.off as spent_so_far,
    ${hourColumns('c', '(select at from request)')}) k
  cross join lateral (select k.paid, k.off) x
  cross join lateral (${earlierRedemptions}) e
  ${linked[walk === 'linked' ? 'found' : 'nothing']}
  where ${passes}
  order by ${bestFirst.replace(/^|(?<=, )/g, 'c.')} limit ${most})`;
  if (!order) return passing;
  return `${passing}
  union all (
  select '${walk}', true, ${columns}, null, null, null from request r
  cross join lateral ${coupons(`offset ${depth - 1} limit 1`)} k)`;
};

/** What `linkedPlans` would say of coupons that were found by a link, and of those that pay for anything. */
const linked = {
  found: 'cross join lateral (select 1 as linked, 0::bigint as matched) g',
  nothing: 'cross join lateral (select 0 as linked, null::bigint as matched) g',
};

const statement = ({ which, depth, most }: Part): string => `
  with request as materialized (select * from ${requests(asked)} limit 1)
  ${which.map((walk) => walked(walk, depth, most)).join('\n  union all')}`;

/** How much of which lists: their first `depth` coupons, and of each no more than `most` that pass. */
type Part = { which: readonly Walk[]; depth: number; most: number };

const statements = new Map<string, string>();

/**
 * Those of a part of these lists that would pass. Of a list that goes on, the last coupon that was looked at comes too, whether it
 * passes or not, and is its `is_end`. Locks nothing.
 */
export async function walkCoupons(sql: Sql, request: QualifyRequest, part: Part): Promise<QualifyingRow[]> {
  const key = `${part.which} ${part.depth} ${part.most}`;
  const text = statements.get(key) ?? statement(part);
  statements.set(key, text);
  return sql.unsafe<QualifyingRow[]>(text, [toParameter([request])], { prepare: true });
}

const countOpen = `
  select count(*)::int as count from (
    select from ${requests(['at'])} join lateral (select from coupons c where ${open} limit ${few + 1}) c on true) x`;

/** Whether so few coupons are open that the list `few` has all of them. */
export async function areFewOpen(sql: Sql, { at }: QualifyRequest): Promise<boolean> {
  const [row] = await sql.unsafe<{ count: number }[]>(countOpen, [toParameter([{ at }])], { prepare: true });
  return (row?.count ?? 0) <= few;
}
