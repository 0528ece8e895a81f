ALTER TABLE "redemptions" ADD COLUMN "asked" jsonb;--> statement-breakpoint
ALTER TABLE "refused_attempts" ADD COLUMN "asked" jsonb;