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

/** A coupon that would pass, and what it would take off. */
export type QualifyingRow = { walk: Walk; percent: number; basis_points: number } & DriverRow<
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

/**
 * The coupons `k` of each list and what it begins with. Those that pay for anything are walked by an index for each list; few
 * are sorted by what they take off before anything else is asked of them.
 */
const lists: Record<Walk, { coupons: string; order: string[] }> = {
  percent: {
    coupons: `coupons c where ${open} and c.amount_off is null and c.maximum_off is null`,
    order: ['discount_bp'],
  },
  capped: { coupons: `coupons c where ${open} and c.maximum_off is not null`, order: ['discount_bp'] },
  cap: { coupons: `coupons c where ${open} and c.maximum_off is not null`, order: ['maximum_off'] },
  amount: { coupons: `coupons c where ${open} and c.amount_off is not null`, order: ['amount_off'] },
  few: {
    coupons: `(select * from coupons c where ${open} order by ${endOf('c')}, id limit ${few}) c where true`,
    order: ['off', 'discount_bp'],
  },
  // Used up, and an expired hold that was not ended yet gives a place back.
  freed: {
    coupons: `(select distinct coupon_id from ${expired} h offset 0) l join coupons c on c.id = l.coupon_id
      where ${isPublic} and c.link_count = 0 and c.used_up`,
    order: ['off', 'discount_bp'],
  },
  linked: {
    coupons: `(select * from (${linkedIds}) l offset 0) l join coupons c on c.id = l.coupon_id where ${isPublic}`,
    order: ['off', 'discount_bp'],
  },
};

const walked = (walk: Walk, depth: number): string => {
  const { coupons, order } = lists[walk];
  const inOrder = (c: string) =>
    `order by ${order.map((name) => `${c}.${name} desc nulls last, `).join('')}${c}.ends, ${c}.id`;
  return `(
  select '${walk}' as walk, k.id, k.code, k.description, k.discount_bp as basis_points,
    k.discount_bp / 100.0::float8 as percent, k.amount_off, k.maximum_off, k.duration, k.cycles, k.expires_at, k.paid, k.off,
    k.capped_by
  from request r left join lateral (${boughtPrice}) t on true
  cross join lateral (
    select * from (
      select k.*, x.paid, x.off, x.capped_by
      from (select c.*, ${endOf('c')} as ends from ${coupons}) k cross join lateral (${whatComesOff}) x
    ) y
    ${order[0] === 'off' ? inOrder('y') : ''}
  ) c
  cross join lateral (${freedBy('c', expired)}) f
  cross join lateral (select c.*, c.redemption_count - f.count as taken, c.spent - f.off as spent_so_far,
    ${hourColumns('c', '(select at from request)')}) k
  cross join lateral (select k.paid, k.off) x
  cross join lateral (${earlierRedemptions}) e
  ${linked[walk === 'linked' ? 'found' : 'nothing']}
  where ${passes}
  ${inOrder('c')} limit ${depth})`;
};

/** What `linkedPlans` would say of coupons that were found by a link, and of those that pay for anything. */
const linked = {
  found: 'cross join lateral (select 1 as linked, 0::bigint as matched) g',
  nothing: 'cross join lateral (select 0 as linked, null::bigint as matched) g',
};

const statement = (which: readonly Walk[], depth: number): string => `
  with request as materialized (select * from ${requests(asked)} limit 1)
  ${which.map((walk) => walked(walk, depth)).join('\n  union all')}`;

const statements = new Map<string, string>();

/** The first `depth` of each of these lists that would pass. Locks nothing. */
export async function walkCoupons(
  sql: Sql,
  request: QualifyRequest,
  { which, depth }: { which: readonly Walk[]; depth: number },
): Promise<QualifyingRow[]> {
  const key = `${which} ${depth}`;
  const text = statements.get(key) ?? statement(which, depth);
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
