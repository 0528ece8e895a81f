ALTER TABLE "sales" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_language_check" CHECK ("sales"."language" in ('en', 'ne', 'pt'));