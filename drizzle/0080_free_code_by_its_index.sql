-- As before, by the index of digests also where Postgres knows nothing of the table yet. It keeps the plan of the first rows that a
-- connection writes: on a new desk that was to walk through all coupons for each one of an import.
CREATE OR REPLACE FUNCTION "assert_free_code"() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
declare
  keeps_its_code boolean := false;
  is_named boolean;
  keys smallint[];
  digests bytea[];
begin
  if tg_op = 'UPDATE' then
    keeps_its_code := translate(upper(new.code), 'OIL-', '011') = translate(upper(old.code), 'OIL-', '011');
    -- The version before changes a code without its digest.
    if new.code_digest = old.code_digest and not keeps_its_code then
      new.code_digest := null;
      new.other_digests := null;
    end if;
    -- What it has already, or a digest that is filled in: two that read the same from before both stay.
    keeps_its_code := keeps_its_code and old.deleted_at is null;
  end if;
  is_named := new.deleted_at is null and new.code_digest is not null and not keeps_its_code;
  if is_named then perform pg_advisory_xact_lock(7202620); end if;
  keys := digest_keys_in_use();
  if cardinality(keys) = 1 then
    new.other_digests := null;
  elsif new.code_digest is not null and coalesce(cardinality(new.other_digests), 0) < cardinality(keys) - 1 then
    raise object_not_in_prerequisite_state using
      message = 'this process does not know every digest key of its database', hint = 'Restart it with DIGEST_KEYS as they are now.';
  end if;
  if not is_named then return new; end if;
  digests := array_append(coalesce(new.other_digests, '{}'), new.code_digest);
  -- Inner selects with an offset are planned apart, so that no other index can be taken for a better one.
  if exists (
    select from (select id, deleted_at from coupons where code_digest = any (digests) offset 0) k
    where k.deleted_at is null and k.id <> new.id
  ) then
    raise unique_violation using constraint = 'coupons_code_key', message = 'another coupon has this code';
  end if;
  if exists (
    select from (select coupon_id from codes where digest = any (digests) and status <> 'deleted' offset 0) c
      cross join lateral (select deleted_at from coupons where id = c.coupon_id offset 0) k
    where k.deleted_at is null or c.coupon_id = new.id
  ) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'an issued code has this code';
  end if;
  -- Of a coupon that comes back, all of its codes. Apart from the above, which would be planned with it for each new coupon.
  if tg_op = 'UPDATE' and old.deleted_at is not null then
    if exists (
      select from coupons k join codes c on c.digest = k.code_digest
      where c.coupon_id = new.id and c.status <> 'deleted' and k.deleted_at is null and k.id <> new.id
    ) or exists (
      select from coupons k cross join unnest(k.other_digests) o (digest) join codes c on c.digest = o.digest
      where k.other_digests is not null and c.coupon_id = new.id and c.status <> 'deleted' and k.deleted_at is null
        and k.id <> new.id
    ) then
      raise unique_violation using constraint = 'codes_and_coupons_key', message = 'an issued code has this code';
    end if;
  end if;
  return new;
end $$;
