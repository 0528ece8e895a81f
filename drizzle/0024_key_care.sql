ALTER TABLE "api_keys" ADD COLUMN "name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "replaced_by_id" bigint;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "noticed" text;