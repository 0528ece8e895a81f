ALTER TABLE "sessions" ADD COLUMN "returned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "idle_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "session_hours" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_idle_check" CHECK ("settings"."idle_minutes" between 0 and 720);--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_session_check" CHECK ("settings"."session_hours" between 1 and 24);