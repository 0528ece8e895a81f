ALTER TABLE "person_uses" ADD COLUMN "count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "person_uses" ADD CONSTRAINT "person_uses_count_check" CHECK ("person_uses"."count" > 0);