ALTER TABLE "api_keys" ADD COLUMN "requests_per_minute" integer;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "v1_per_minute" integer DEFAULT 300000 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "management_per_minute" integer DEFAULT 300000 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "nettv_per_minute" integer DEFAULT 300000 NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "wrong_codes_per_minute" integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_requests_check" CHECK ("api_keys"."requests_per_minute" between 1 and 6000000);--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_api_limits_check" CHECK ("settings"."v1_per_minute" between 1 and 6000000 and "settings"."management_per_minute" between 1 and 6000000
      and "settings"."nettv_per_minute" between 1 and 6000000 and "settings"."wrong_codes_per_minute" between 1 and 100000);