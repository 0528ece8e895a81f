/** What the pgbench scripts are about: numbers of rows, and of whom. */
type Subject = { integratorId: number; keyId: number; groupId: number; priceId: number };

const user = `'pgbench-' || :user::bigint`;

/**
 * A redeem as a careful developer writes it, one by one: the same rules, rows and columns, in a transaction. `find` locks
 * what is redeemed and sets `coupon` (and `code`).
 */
function redeemScript({ integratorId, keyId, groupId, priceId }: Subject, find: string, code = ''): string {
  return `\\set user random(1, 9000000000000000)
begin;
${find}
select id, discount, duration, cycles, unique_redemption, max_redemptions from coupons
  where id = :coupon and deleted_at is null and status = 'available' and security = 'public'
    and (release_at is null or release_at <= now()) and (expires_at is null or expires_at > now())
    and (max_redemptions is null or redemption_count < max_redemptions)
    and exists (select from coupon_user_groups where coupon_id = :coupon and user_group_id = ${groupId})
    and exists (select from coupon_tvod_prices where coupon_id = :coupon and tvod_price_id = ${priceId})
    and not exists (select from redemptions where coupon_id = :coupon and user_ref = ${user}
      and state in ('held', 'redeemed'))
  for no key update;
insert into redemptions (coupon_id, code_id, user_ref, unique_user, state, discount, duration, cycles, integrator_id,
    tvod_price_id, idempotency_key, request_digest, created_at, confirmed_at)
  values (:coupon, ${code ? ':code' : 'null'}, ${user}, true, 'redeemed', 25, 'once', 0, ${integratorId}, ${priceId},
    ${user}, sha256((${user})::bytea), now(), now());
update coupons set redemption_count = redemption_count + 1 where id = :coupon;
${code}
insert into audit_events (at, actor_kind, api_key_id, actor_name, action, subject_kind, subject_id, data)
  values (now(), 'key', ${keyId}, 'bench', 'redemption.redeemed', 'redemption',
    currval('redemptions_id_seq'), jsonb_build_object('couponId', :coupon::bigint));
commit;
`;
}

export const ofCoupons = (subject: Subject) =>
  `\\set coupon random(:first, :last)\n${redeemScript(subject, '').replace('\n\n', '\n')}`;

/** Each client walks a share of the codes of its own, in no order. */
export const ofCodes = (subject: Subject) => `\\set i :i + 1
\\set n :codes / :count * :client_id + :i
\\set code :firstCode + permute(:n % :codes, :codes)
${redeemScript(
  subject,
  `select coupon_id as coupon from codes where id = :code and status in ('available', 'sold') for no key update \\gset`,
  `update codes set status = 'redeemed', redeemed_at = now() where id = :code;`,
)}`;

/** The one row that a check cannot do without. */
export const rowOfCoupon = `\\set coupon random(:first, :last)
select id, code, status, discount, duration, cycles, max_redemptions, redemption_count, release_at, expires_at
  from coupons where id = :coupon;
`;
export const rowOfCode = `\\set code random(:firstCode, :firstCode + :codes - 1)
select id, coupon_id, status, sold_at, deleted_at from codes where id = :code;
`;

/** What a check asks as a careful developer writes it: one select for every rule, with the names that reasons mention. */
function checkScript({ groupId, priceId }: Subject, set: string, found: string, code: string): string {
  return `${set}\\set user random(1, 9000000000000000)
select c.id, c.code, c.status, discount, duration, cycles, max_redemptions, release_at, expires_at, security, c.deleted_at,
  redemption_count - (select count(*) from redemptions where coupon_id = c.id and state = 'held'
    and hold_expires_at <= now()) as taken,
  (select min(id) from redemptions where user_ref = ${user} and coupon_id = c.id and state in ('held', 'redeemed')) as earlier,
  (select jsonb_build_object('names', array_agg(n.name), 'matched', bool_or(l.user_group_id = ${groupId}))
    from coupon_user_groups l join user_groups n on n.id = l.user_group_id where l.coupon_id = c.id) as groups,
  (select jsonb_build_object('names', array_agg(n.name), 'matched', bool_or(l.tvod_price_id = ${priceId}))
    from coupon_tvod_prices l join tvod_prices n on n.id = l.tvod_price_id where l.coupon_id = c.id) as prices,
  (select name from tvod_prices where id = ${priceId}) as price, (select time_zone from settings where id = 1)${code}
  from ${found};
`;
}

export const checkOfCoupons = (subject: Subject) =>
  checkScript(subject, '\\set coupon random(:first, :last)\n', 'coupons c where c.id = :coupon', '');

export const checkOfCodes = (subject: Subject) =>
  checkScript(
    subject,
    '\\set code random(:firstCode, :firstCode + :codes - 1)\n',
    'codes d join coupons c on c.id = d.coupon_id where d.id = :code',
    `, d.id as code_id, d.status as code_status, d.sold_at, d.deleted_at as code_deleted_at,
  (select jsonb_build_object('id', id, 'user', user_ref, 'state', state) from redemptions
    where code_id = d.id and state in ('held', 'redeemed') limit 1) as holder`,
  );
