CREATE TABLE "supplier_calls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "supplier_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"supplier" text NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"words" text,
	"took_ms" integer NOT NULL,
	"sale_id" bigint
);
--> statement-breakpoint
CREATE TABLE "suppliers" (
	"name" text PRIMARY KEY NOT NULL,
	"maintenance_at" timestamp (3) with time zone,
	"balance_paisa" bigint,
	"balance_at" timestamp (3) with time zone,
	"products_read_at" timestamp (3) with time zone,
	"alert_code" text,
	"alert_words" text,
	"alert_at" timestamp (3) with time zone,
	CONSTRAINT "suppliers_name_check" CHECK ("suppliers"."name" in ('stock', 'khalti')),
	CONSTRAINT "suppliers_alert_check" CHECK (("suppliers"."alert_at" is null) = ("suppliers"."alert_words" is null))
);
--> statement-breakpoint
ALTER TABLE "products" DROP CONSTRAINT "products_supplier_check";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "supplier_idx" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "supplier_value" text;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "previous_amount_paisa" bigint;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "price_changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "withdrawn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "serial_digest" "bytea";--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "serial_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "supplier_reference" text;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "supplier_sale_id" text;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "unknown_reason" text;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "look_ups" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "next_look_up_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "invalid_reference_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "flagged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "flag_reason" text;--> statement-breakpoint
ALTER TABLE "supplier_calls" ADD CONSTRAINT "supplier_calls_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "supplier_calls_at_idx" ON "supplier_calls" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "products_supplier_idx_key" ON "products" USING btree ("supplier","supplier_idx") WHERE "products"."supplier_idx" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sales_supplier_reference_key" ON "sales" USING btree ("supplier_reference") WHERE "sales"."supplier_reference" is not null;--> statement-breakpoint
CREATE INDEX "sales_look_up_idx" ON "sales" USING btree ("next_look_up_at") WHERE "sales"."next_look_up_at" is not null;--> statement-breakpoint
CREATE INDEX "sales_flagged_idx" ON "sales" USING btree ("flagged_at","id") WHERE "sales"."flagged_at" is not null;--> statement-breakpoint
CREATE INDEX "sales_pin_digest_idx" ON "sales" USING btree ("pin_digest") WHERE "sales"."pin_digest" is not null;--> statement-breakpoint
CREATE INDEX "sales_serial_digest_idx" ON "sales" USING btree ("serial_digest") WHERE "sales"."serial_digest" is not null;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_supplier_check" CHECK (case "products"."supplier" when 'stock' then "products"."coupon_id" is not null and "products"."supplier_idx" is null
      when 'khalti' then "products"."coupon_id" is null and "products"."supplier_idx" is not null and "products"."supplier_value" is not null
      else false end);--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_supplier_reference_check" CHECK (("sales"."supplier" = 'khalti') = ("sales"."supplier_reference" is not null));--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_look_up_check" CHECK ("sales"."next_look_up_at" is null or "sales"."state" = 'unknown');--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_flag_check" CHECK (("sales"."flagged_at" is null) = ("sales"."flag_reason" is null));