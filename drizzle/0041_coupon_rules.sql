DROP INDEX "coupons_open_idx";--> statement-breakpoint
DROP INDEX "coupons_best_percent_idx";--> statement-breakpoint
DROP INDEX "coupons_best_capped_idx";--> statement-breakpoint
DROP INDEX "coupons_best_cap_idx";--> statement-breakpoint
DROP INDEX "coupons_best_amount_idx";--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "used_up" boolean GENERATED ALWAYS AS (max_redemptions is not null and redemption_count >= max_redemptions) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "pause_mailed_at" timestamp (3) with time zone;--> statement-breakpoint
-- On for the integrators that are there, off for new ones.
ALTER TABLE "integrators" ADD COLUMN "customer_messages" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "integrators" ALTER COLUMN "customer_messages" SET DEFAULT false;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "pause_mails" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "coupons_paused_idx" ON "coupons" USING btree ("paused_at") WHERE "coupons"."paused_at" is not null;--> statement-breakpoint
CREATE INDEX "coupons_open_idx" ON "coupons" USING btree (coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0
    and not "coupons"."used_up";--> statement-breakpoint
CREATE INDEX "coupons_best_percent_idx" ON "coupons" USING btree ("discount_bp" desc nulls last,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0
    and not "coupons"."used_up" and "coupons"."amount_off" is null and "coupons"."maximum_off" is null;--> statement-breakpoint
CREATE INDEX "coupons_best_capped_idx" ON "coupons" USING btree ("discount_bp" desc nulls last,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0
    and not "coupons"."used_up" and "coupons"."maximum_off" is not null;--> statement-breakpoint
CREATE INDEX "coupons_best_cap_idx" ON "coupons" USING btree ("maximum_off" desc nulls last,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0
    and not "coupons"."used_up" and "coupons"."maximum_off" is not null;--> statement-breakpoint
CREATE INDEX "coupons_best_amount_idx" ON "coupons" USING btree ("amount_off" desc nulls last,coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null and "coupons"."status" = 'available' and "coupons"."security" = 'public' and "coupons"."link_count" = 0
    and not "coupons"."used_up" and "coupons"."amount_off" is not null;