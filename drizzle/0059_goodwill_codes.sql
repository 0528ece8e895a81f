CREATE TABLE "goodwill_codes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "goodwill_codes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"press" text NOT NULL,
	"sale_id" bigint NOT NULL,
	"code_id" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"author_id" bigint NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "goodwill_codes_reason_check" CHECK (length("goodwill_codes"."reason") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "goodwill_code_id" bigint;--> statement-breakpoint
ALTER TABLE "goodwill_codes" ADD CONSTRAINT "goodwill_codes_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goodwill_codes" ADD CONSTRAINT "goodwill_codes_code_id_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goodwill_codes" ADD CONSTRAINT "goodwill_codes_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "goodwill_codes_press_key" ON "goodwill_codes" USING btree ("press");--> statement-breakpoint
CREATE UNIQUE INDEX "goodwill_codes_code_key" ON "goodwill_codes" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "goodwill_codes_sale_idx" ON "goodwill_codes" USING btree ("sale_id","id");--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_goodwill_code_id_goodwill_codes_id_fk" FOREIGN KEY ("goodwill_code_id") REFERENCES "public"."goodwill_codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_goodwill_idx" ON "deliveries" USING btree ("goodwill_code_id") WHERE "deliveries"."goodwill_code_id" is not null;