ALTER TABLE "code_acts" RENAME TO "code_operations";--> statement-breakpoint
ALTER SEQUENCE "code_acts_id_seq" RENAME TO "code_operations_id_seq";--> statement-breakpoint
ALTER TABLE "code_operations" RENAME CONSTRAINT "code_acts_pkey" TO "code_operations_pkey";--> statement-breakpoint
ALTER TABLE "code_operations" RENAME CONSTRAINT "code_acts_kind_check" TO "code_operations_kind_check";--> statement-breakpoint
ALTER TABLE "code_operations" RENAME CONSTRAINT "code_acts_coupon_id_coupons_id_fk" TO "code_operations_coupon_id_coupons_id_fk";--> statement-breakpoint
ALTER INDEX "code_acts_coupon_idx" RENAME TO "code_operations_coupon_idx";--> statement-breakpoint
ALTER INDEX "code_acts_undoes_key" RENAME TO "code_operations_undoes_key";--> statement-breakpoint
-- The version before this one reads and writes these under their old names until it is stopped. A later migration drops them.
CREATE VIEW "code_acts" AS SELECT * FROM "code_operations";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "low_stock_notified_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "products" SET "low_stock_notified_at" = "low_told_at" WHERE "low_told_at" IS NOT NULL;
