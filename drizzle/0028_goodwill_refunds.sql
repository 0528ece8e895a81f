CREATE TABLE "goodwill_refunds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "goodwill_refunds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sale_id" bigint NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_name" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "goodwill_refunds_amount_check" CHECK ("goodwill_refunds"."amount_paisa" > 0)
);
--> statement-breakpoint
ALTER TABLE "goodwill_refunds" ADD CONSTRAINT "goodwill_refunds_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "goodwill_refunds_sale_key" ON "goodwill_refunds" USING btree ("sale_id");