ALTER TABLE "integrators" ADD COLUMN "low_credit_paisa" bigint;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "low_stock_threshold" integer DEFAULT 25 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "low_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "integrators" ADD CONSTRAINT "integrators_low_credit_check" CHECK ("integrators"."low_credit_paisa" >= 0);--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_low_stock_check" CHECK ("products"."low_stock_threshold" between 0 and 10000);