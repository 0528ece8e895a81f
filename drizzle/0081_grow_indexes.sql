CREATE INDEX "redemptions_created_idx" ON "redemptions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "redemptions_integrator_idx" ON "redemptions" USING btree ("integrator_id","id") WHERE "redemptions"."integrator_id" is not null;--> statement-breakpoint
CREATE INDEX "redemptions_expired_idx" ON "redemptions" USING btree ("id") WHERE "redemptions"."state" in ('held', 'lapsed');--> statement-breakpoint
CREATE INDEX "redemptions_rolled_back_idx" ON "redemptions" USING btree ("id") WHERE "redemptions"."state" = 'rolled_back';--> statement-breakpoint
CREATE INDEX "sales_created_idx" ON "sales" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "sales_reversed_idx" ON "sales" USING btree ("state","id") WHERE "sales"."state" in ('failed', 'refunded', 'voided');--> statement-breakpoint
CREATE INDEX "audit_events_key_idx" ON "audit_events" USING btree ("api_key_id","id") WHERE "audit_events"."api_key_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_events_system_idx" ON "audit_events" USING btree ("id") WHERE "audit_events"."actor_kind" = 'system';--> statement-breakpoint
DROP INDEX "redemptions_created_at_idx";--> statement-breakpoint
DROP INDEX "sales_created_at_idx";