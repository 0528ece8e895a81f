ALTER TABLE "code_batches" ADD COLUMN "unit_cost_paisa" bigint;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "cost_paisa" bigint;--> statement-breakpoint
ALTER TABLE "code_batches" ADD CONSTRAINT "code_batches_unit_cost_check" CHECK ("code_batches"."unit_cost_paisa" >= 0);--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_cost_check" CHECK ("sales"."cost_paisa" >= 0);