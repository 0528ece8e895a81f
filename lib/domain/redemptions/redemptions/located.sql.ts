/**
 * Lateral joins that find what the code of a request `r` is: `d`, an issued code with its columns `id`, `coupon_id`, `status`
 * and `more`, or else `o`, a coupon with this code as its own. What is deleted is found only where nothing in use has the
 * code. Of two coupons that read the same, as the version before allowed, the one that was typed exactly goes first; what it
 * wrote has no digest until the next start.
 */
export const located = (more = ''): string => `
  left join lateral (select id, coupon_id, status${more} from codes where digest = any (r.digests) limit 1) i on true
  left join lateral (
    select f.id, f.is_live from (
      select id, code, deleted_at is null as is_live from coupons where code_digest = any (r.digests)
      union all
      select id, code, deleted_at is null from coupons where code_digest is null and lower(code) = r.own
    ) f order by f.is_live desc, lower(f.code) = r.own desc nulls last, f.id desc limit 1
  ) o on true
  left join lateral (
    select i.* where i.id is not null and (o.is_live is not true or (
      i.status <> 'deleted' and exists (select from coupons where id = i.coupon_id and deleted_at is null offset 0)))
  ) d on true`;

/** SQL for the coupon that was found. */
export const locatedCoupon = 'coalesce(d.coupon_id, o.id)';

/** Whether coupon `k`, which is locked, still has the code of request `r` as its own. */
export const isOwnCode = '(k.code_digest = any (r.digests) or lower(k.code) = r.own)';
