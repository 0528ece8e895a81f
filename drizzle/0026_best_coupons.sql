ALTER TABLE "coupons" ADD COLUMN "link_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE FUNCTION "count_coupon_links"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  -- In the order in which redeeming locks them.
  perform from coupons where id in (select coupon_id from changed) order by id for no key update;
  update coupons c set link_count = c.link_count + case when tg_op = 'INSERT' then n.count else -n.count end
    from (select coupon_id, count(*) as count from changed group by coupon_id) n where c.id = n.coupon_id;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER "coupon_user_groups_added" AFTER INSERT ON "coupon_user_groups" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_coupon_links();--> statement-breakpoint
CREATE TRIGGER "coupon_user_groups_removed" AFTER DELETE ON "coupon_user_groups" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_coupon_links();--> statement-breakpoint
CREATE TRIGGER "coupon_tvod_prices_added" AFTER INSERT ON "coupon_tvod_prices" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_coupon_links();--> statement-breakpoint
CREATE TRIGGER "coupon_tvod_prices_removed" AFTER DELETE ON "coupon_tvod_prices" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_coupon_links();--> statement-breakpoint
-- After the triggers, which hold new links off until the commit.
UPDATE "coupons" c SET "link_count" = l.count FROM (
  SELECT "coupon_id", count(*) AS count FROM (
    SELECT "coupon_id" FROM "coupon_user_groups" UNION ALL SELECT "coupon_id" FROM "coupon_tvod_prices"
  ) x GROUP BY "coupon_id"
) l WHERE c."id" = l."coupon_id";--> statement-breakpoint
CREATE INDEX "coupons_open_idx" ON "coupons" USING btree (coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0;--> statement-breakpoint
CREATE INDEX "coupons_best_percent_idx" ON "coupons" USING btree ("discount_bp" DESC NULLS LAST,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0 and "coupons"."amount_off" is null and "coupons"."maximum_off" is null;--> statement-breakpoint
CREATE INDEX "coupons_best_capped_idx" ON "coupons" USING btree ("discount_bp" DESC NULLS LAST,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0 and "coupons"."maximum_off" is not null;--> statement-breakpoint
CREATE INDEX "coupons_best_cap_idx" ON "coupons" USING btree ("maximum_off" DESC NULLS LAST,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0 and "coupons"."maximum_off" is not null;--> statement-breakpoint
CREATE INDEX "coupons_best_amount_idx" ON "coupons" USING btree ("amount_off" DESC NULLS LAST,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0 and "coupons"."amount_off" is not null;