ALTER TABLE "coupons" ADD COLUMN "integrator_id" bigint;--> statement-breakpoint
ALTER TABLE "tvod_prices" ADD COLUMN "integrator_id" bigint;--> statement-breakpoint
ALTER TABLE "user_groups" ADD COLUMN "integrator_id" bigint;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "coupon_limit" text DEFAULT 'all' NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tvod_prices" ADD CONSTRAINT "tvod_prices_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_groups" ADD CONSTRAINT "user_groups_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coupons_integrator_id_idx" ON "coupons" USING btree ("integrator_id","id") WHERE "coupons"."integrator_id" is not null;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_coupon_limit_check" CHECK ("api_keys"."coupon_limit" in ('own', 'all'));--> statement-breakpoint
-- Keys from before reach every coupon, as they did: they are shown as such, and can be limited. What a key made belongs to
-- the company of that key.
UPDATE "coupons" c SET "integrator_id" = k."integrator_id" FROM "audit_events" e JOIN "api_keys" k ON k."id" = e."api_key_id"
  WHERE e."subject_kind" = 'coupon' AND e."subject_id" = c."id" AND e."action" = 'coupon.created';--> statement-breakpoint
UPDATE "user_groups" g SET "integrator_id" = k."integrator_id" FROM "audit_events" e JOIN "api_keys" k ON k."id" = e."api_key_id"
  WHERE e."subject_kind" = 'user_group' AND e."subject_id" = g."id" AND e."action" = 'user_group.created';--> statement-breakpoint
UPDATE "tvod_prices" p SET "integrator_id" = k."integrator_id" FROM "audit_events" e JOIN "api_keys" k ON k."id" = e."api_key_id"
  WHERE e."subject_kind" = 'tvod_price' AND e."subject_id" = p."id" AND e."action" = 'tvod_price.created';
