ALTER TABLE "sales" ADD COLUMN "unseen" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "sales_unseen_idx" ON "sales" USING btree ("seller_id","id") WHERE "sales"."unseen";