CREATE INDEX "redemptions_user_part_idx" ON "redemptions" USING gin (lower("user_ref") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "sales_phone_beginning_idx" ON "sales" USING btree ("phone" text_pattern_ops) WHERE "sales"."phone" is not null;--> statement-breakpoint
CREATE INDEX "sales_phone_ending_idx" ON "sales" USING btree (reverse("phone") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "sales_email_part_idx" ON "sales" USING gin ("email" gin_trgm_ops);--> statement-breakpoint
-- Without statistics of the new expressions, a search would read the whole table.
ANALYZE "sales", "redemptions";
