CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE INDEX "coupons_code_part_idx" ON "coupons" USING gin ("code" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "coupons_description_part_idx" ON "coupons" USING gin ("description" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "coupons_discount_idx" ON "coupons" USING btree ("discount","id") WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "coupons_expires_at_idx" ON "coupons" USING btree (coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "coupons_created_at_idx" ON "coupons" USING btree ("created_at","id") WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "coupons_release_at_idx" ON "coupons" USING btree ("release_at","id") WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "coupons_updated_at_idx" ON "coupons" USING btree ("updated_at","id") WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "coupons_deleted_idx" ON "coupons" USING btree ("id") WHERE "coupons"."deleted_at" is not null;