ALTER TABLE "person_limit_lifts" DROP CONSTRAINT "person_limit_lifts_kind_check";--> statement-breakpoint
ALTER TABLE "person_uses" DROP CONSTRAINT "person_uses_kind_check";--> statement-breakpoint
ALTER TABLE "person_limits" ADD COLUMN "search_hour_ask" integer;--> statement-breakpoint
ALTER TABLE "person_limits" ADD COLUMN "search_hour_stop" integer;--> statement-breakpoint
ALTER TABLE "person_limits" ADD COLUMN "search_day_ask" integer;--> statement-breakpoint
ALTER TABLE "person_limits" ADD COLUMN "search_day_stop" integer DEFAULT 20;--> statement-breakpoint
ALTER TABLE "person_limit_lifts" ADD CONSTRAINT "person_limit_lifts_kind_check" CHECK ("person_limit_lifts"."kind" in ('sale', 'reveal', 'search'));--> statement-breakpoint
ALTER TABLE "person_uses" ADD CONSTRAINT "person_uses_kind_check" CHECK ("person_uses"."kind" in ('sale', 'reveal', 'search'));