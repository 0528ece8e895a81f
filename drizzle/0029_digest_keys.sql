ALTER TABLE "code_upload_rows" ADD COLUMN "digest_key_id" smallint;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "digest_key_id" smallint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "other_digests" "bytea"[];--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "pin_digest_key_id" smallint;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "serial_digest_key_id" smallint;--> statement-breakpoint
CREATE INDEX "coupons_other_digests_idx" ON "coupons" USING btree ("id") WHERE "coupons"."other_digests" is not null;--> statement-breakpoint
-- The digest keys whose rows are there, the one that is written with first. None before the first start.
CREATE FUNCTION "digest_keys_in_use"() RETURNS smallint[] LANGUAGE sql STABLE AS $$
  select array_agg(key_id order by created_at desc, key_id desc)
  from key_fingerprints where purpose = 'digest' and retired_at is null
$$;--> statement-breakpoint
-- One name space under several digest keys: a coupon has its code's digests under each of them, an issued code has one. What
-- is written has the newest key's, so that of two writers of the same code the unique index still refuses one. A process that
-- does not know of the newest key writes neither.
CREATE OR REPLACE FUNCTION "assert_free_code"() RETURNS trigger LANGUAGE plpgsql AS $$
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
  if exists (
    select from coupons k where k.code_digest = any (digests) and k.deleted_at is null and k.id <> new.id
  ) then
    raise unique_violation using constraint = 'coupons_code_key', message = 'another coupon has this code';
  end if;
  if exists (
    select from codes c join coupons k on k.id = c.coupon_id
    where c.digest = any (digests) and c.status <> 'deleted' and (k.deleted_at is null or k.id = new.id)
  ) or (tg_op = 'UPDATE' and old.deleted_at is not null and (exists (
    select from coupons k join codes c on c.digest = k.code_digest
    where c.coupon_id = new.id and c.status <> 'deleted' and k.deleted_at is null and k.id <> new.id
  ) or exists (
    select from coupons k cross join unnest(k.other_digests) o (digest) join codes c on c.digest = o.digest
    where k.other_digests is not null and c.coupon_id = new.id and c.status <> 'deleted' and k.deleted_at is null
      and k.id <> new.id
  ))) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'an issued code has this code';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "assert_codes_of_no_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  keys smallint[];
begin
  perform pg_advisory_xact_lock_shared(7202620);
  keys := digest_keys_in_use();
  -- The version before names no key, and knows of no second one.
  if exists (
    select from added where digest_key_id <> keys[1] or (digest_key_id is null and cardinality(keys) > 1)
  ) then
    raise object_not_in_prerequisite_state using
      message = 'these codes have another digest key than their database', hint = 'Restart it with DIGEST_KEYS as they are now.';
  end if;
  if exists (select from added a join coupons k on k.code_digest = a.digest where k.deleted_at is null)
    or (cardinality(keys) > 1 and exists (
      select from coupons k cross join unnest(k.other_digests) o (digest) join added a on a.digest = o.digest
      where k.other_digests is not null and k.deleted_at is null
    )) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'a coupon has one of these codes';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION "assert_restored_code_of_no_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform pg_advisory_xact_lock_shared(7202620);
  if (exists (select from coupons k where k.code_digest = new.digest and k.deleted_at is null)
      or exists (
        select from coupons k
        where k.other_digests is not null and new.digest = any (k.other_digests) and k.deleted_at is null
      ))
    and exists (select from coupons k where k.id = new.coupon_id and k.deleted_at is null) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'a coupon has this code';
  end if;
  return null;
end $$;
