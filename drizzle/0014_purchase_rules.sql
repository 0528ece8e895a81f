CREATE TABLE "unsold_attempts" (
	"code_id" bigint PRIMARY KEY NOT NULL,
	"batch_id" bigint NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "codes" DROP CONSTRAINT "codes_status_check";--> statement-breakpoint
ALTER TABLE "coupons" DROP CONSTRAINT "coupons_discount_check";--> statement-breakpoint
DROP INDEX "coupons_discount_idx";--> statement-breakpoint
ALTER TABLE "coupons" ALTER COLUMN "discount" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "code_batches" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "code_batches" ADD COLUMN "suspected_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "voided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "codes" ADD COLUMN "valid_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "discount_bp" integer;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "amount_off" bigint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "maximum_off" bigint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "minimum_amount" bigint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "budget" bigint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "redemptions_per_user" smallint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "redemptions_per_hour" integer;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "audience" text DEFAULT 'everyone' NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "member_group_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "requires_sale" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "valid_days_after_sale" smallint;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "spent" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "hour_started_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "hour_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "user_slot" smallint;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "discount_bp" smallint;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "fixed_off" bigint;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "capped_by" text;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "renewal" boolean;--> statement-breakpoint
UPDATE "coupons" c SET "discount_bp" = "discount" * 100,
  "redemptions_per_user" = CASE WHEN "unique_redemption" THEN 1 END,
  "spent" = coalesce((
    SELECT sum(r."amount_off") FROM "redemptions" r WHERE r."coupon_id" = c."id" AND r."state" IN ('held', 'redeemed')
  ), 0);--> statement-breakpoint
ALTER TABLE "coupons" ALTER COLUMN "discount_bp" SET NOT NULL;--> statement-breakpoint
-- The version before this one writes whole percents and "once per user" alone, and switches a coupon on without more.
CREATE FUNCTION "settle_new_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new.discount_bp is null then new.discount_bp := new.discount * 100;
  else new.discount := new.discount_bp / 100; end if;
  if new.unique_redemption and new.redemptions_per_user is null then new.redemptions_per_user := 1;
  else new.unique_redemption := new.redemptions_per_user is not distinct from 1; end if;
  return new;
end $$;--> statement-breakpoint
CREATE FUNCTION "settle_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new.discount_bp <> old.discount_bp then new.discount := new.discount_bp / 100;
  elsif new.discount <> old.discount then
    new.discount_bp := new.discount * 100;
    new.amount_off := null;
  end if;
  if new.redemptions_per_user is distinct from old.redemptions_per_user then
    new.unique_redemption := new.redemptions_per_user is not distinct from 1;
  elsif new.unique_redemption <> old.unique_redemption then
    new.redemptions_per_user := case when new.unique_redemption then 1 end;
  end if;
  if new.status = 'available' then new.paused_at := null; end if;
  if new.status <> old.status and new.paused_at is null
    or new.redemptions_per_hour is distinct from old.redemptions_per_hour then
    new.hour_started_at := null;
    new.hour_count := 0;
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER "coupons_inserted" BEFORE INSERT ON "coupons" FOR EACH ROW EXECUTE FUNCTION settle_new_coupon();--> statement-breakpoint
-- A redemption changes none of these, and so pays for a comparison alone.
CREATE TRIGGER "coupons_updated" BEFORE UPDATE ON "coupons" FOR EACH ROW WHEN (
  (old.discount, old.discount_bp, old.redemptions_per_user, old.unique_redemption, old.status, old.redemptions_per_hour)
  IS DISTINCT FROM
  (new.discount, new.discount_bp, new.redemptions_per_user, new.unique_redemption, new.status, new.redemptions_per_hour)
) EXECUTE FUNCTION settle_coupon();--> statement-breakpoint
ALTER TABLE "unsold_attempts" ADD CONSTRAINT "unsold_attempts_code_id_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unsold_attempts" ADD CONSTRAINT "unsold_attempts_batch_id_code_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."code_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unsold_attempts_batch_idx" ON "unsold_attempts" USING btree ("batch_id","last_at");--> statement-breakpoint
CREATE INDEX "coupons_discount_bp_idx" ON "coupons" USING btree ("discount_bp","id") WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_user_slot_key" ON "redemptions" USING btree ("coupon_id","user_ref","user_slot") WHERE "redemptions"."user_slot" is not null and "redemptions"."state" in ('held', 'redeemed');--> statement-breakpoint
-- Every code fits these already: reading millions of them under the lock would say nothing new.
ALTER TABLE "codes" ADD CONSTRAINT "codes_valid_until_check" CHECK ("codes"."valid_until" is null or "codes"."sold_at" is not null) NOT VALID;--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_status_check" CHECK (case "codes"."status"
        when 'available' then "codes"."sold_at" is null and "codes"."redeemed_at" is null and "codes"."deleted_at" is null
        when 'sold' then "codes"."sold_at" is not null and "codes"."redeemed_at" is null and "codes"."deleted_at" is null
        when 'redeemed' then "codes"."redeemed_at" is not null and "codes"."deleted_at" is null
        when 'voided' then "codes"."voided_at" is not null and "codes"."sold_at" is not null
          and "codes"."redeemed_at" is null and "codes"."deleted_at" is null
        when 'deleted' then "codes"."deleted_at" is not null and "codes"."sold_at" is null and "codes"."redeemed_at" is null
        else false end) NOT VALID;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_amounts_check" CHECK (least("coupons"."maximum_off", "coupons"."minimum_amount", "coupons"."budget") >= 1);--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_budget_check" CHECK ("coupons"."spent" <= "coupons"."budget");--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_user_limit_check" CHECK ("coupons"."redemptions_per_user" between 1 and 1000
        and "coupons"."unique_redemption" = (coalesce("coupons"."redemptions_per_user", 0) = 1));--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_hour_check" CHECK ("coupons"."redemptions_per_hour" >= 1 and "coupons"."hour_count" >= 0);--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_audience_check" CHECK ("coupons"."audience" in ('everyone', 'members', 'new', 'active', 'lapsed')
        and ("coupons"."audience" = 'members') = (cardinality("coupons"."member_group_ids") > 0));--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_valid_days_check" CHECK ("coupons"."valid_days_after_sale" between 1 and 3650);--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_paused_check" CHECK ("coupons"."paused_at" is null or "coupons"."status" = 'unavailable');--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_discount_check" CHECK (case when "coupons"."amount_off" is null then "coupons"."discount_bp" between 1 and 10000
        else "coupons"."discount_bp" = 0 and "coupons"."amount_off" >= 1 and "coupons"."maximum_off" is null end);