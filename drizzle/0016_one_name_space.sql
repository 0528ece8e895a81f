ALTER TABLE "coupons" ADD COLUMN "code_digest" "bytea";--> statement-breakpoint
CREATE INDEX "coupons_code_digest_idx" ON "coupons" USING btree ("code_digest");--> statement-breakpoint
CREATE INDEX "coupons_without_digest_idx" ON "coupons" USING btree (lower("code")) WHERE "coupons"."code_digest" is null;--> statement-breakpoint
-- Coupons that are not deleted and issued codes in use share one name space. Whoever gives a coupon its code takes the lock
-- alone; whoever writes codes shares it, from the end of the statement to the commit, so that large batches stay quick. Each
-- then sees what the other has committed.
CREATE FUNCTION "assert_free_code"() RETURNS trigger LANGUAGE plpgsql AS $$
declare
  reads_the_same boolean;
begin
  if tg_op = 'UPDATE' then
    reads_the_same := translate(upper(new.code), 'OIL-', '011') = translate(upper(old.code), 'OIL-', '011');
    -- The version before changes a code without its digest.
    if new.code_digest = old.code_digest and not reads_the_same then new.code_digest := null; end if;
    -- What it has already, or a digest that is filled in: two that read the same from before both stay.
    if reads_the_same and old.deleted_at is null then return new; end if;
  end if;
  if new.deleted_at is not null or new.code_digest is null then return new; end if;
  perform pg_advisory_xact_lock(7202620);
  if exists (
    select from coupons k where k.code_digest = new.code_digest and k.deleted_at is null and k.id <> new.id
  ) then
    raise unique_violation using constraint = 'coupons_code_key', message = 'another coupon has this code';
  end if;
  if exists (
    select from codes c join coupons k on k.id = c.coupon_id
    where c.digest = new.code_digest and c.status <> 'deleted' and (k.deleted_at is null or k.id = new.id)
  ) or (tg_op = 'UPDATE' and old.deleted_at is not null and exists (
    select from coupons k join codes c on c.digest = k.code_digest
    where c.coupon_id = new.id and c.status <> 'deleted' and k.deleted_at is null and k.id <> new.id
  )) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'an issued code has this code';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER "coupons_code_taken" BEFORE INSERT OR UPDATE OF "code", "code_digest", "deleted_at" ON "coupons"
  FOR EACH ROW EXECUTE FUNCTION assert_free_code();--> statement-breakpoint
CREATE FUNCTION "assert_codes_of_no_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform pg_advisory_xact_lock_shared(7202620);
  if exists (select from added a join coupons k on k.code_digest = a.digest where k.deleted_at is null) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'a coupon has one of these codes';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER "codes_added" AFTER INSERT ON "codes" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION assert_codes_of_no_coupon();--> statement-breakpoint
CREATE FUNCTION "assert_restored_code_of_no_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  perform pg_advisory_xact_lock_shared(7202620);
  if exists (select from coupons k where k.code_digest = new.digest and k.deleted_at is null)
    and exists (select from coupons k where k.id = new.coupon_id and k.deleted_at is null) then
    raise unique_violation using constraint = 'codes_and_coupons_key', message = 'a coupon has this code';
  end if;
  return null;
end $$;--> statement-breakpoint
-- A sale and a redemption pay for a comparison alone.
CREATE TRIGGER "codes_restored" AFTER UPDATE OF "status" ON "codes" FOR EACH ROW
  WHEN (old.status = 'deleted' AND new.status <> 'deleted') EXECUTE FUNCTION assert_restored_code_of_no_coupon();--> statement-breakpoint
-- Of a code with fewer than eight characters, four are more than half. Its text is what is sealed but for 28 bytes.
UPDATE "codes" SET "last_four" = right("last_four", 2) WHERE octet_length("sealed") < 36 AND length("last_four") > 2;--> statement-breakpoint
UPDATE "sales" SET "pin_last_four" = right("pin_last_four", 2)
WHERE length("pin_last_four") > 2 AND (octet_length("pin_sealed") < 36
  OR "code_id" IN (SELECT "id" FROM "codes" WHERE octet_length("sealed") < 36));
