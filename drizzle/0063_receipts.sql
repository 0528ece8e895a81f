CREATE TABLE "receipt_copies" (
	"sale_id" bigint NOT NULL,
	"copy" smallint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_name" text NOT NULL,
	"pin_changes" smallint NOT NULL,
	CONSTRAINT "receipt_copies_sale_id_copy_pk" PRIMARY KEY("sale_id","copy"),
	CONSTRAINT "receipt_copies_copy_check" CHECK ("receipt_copies"."copy" > 0 and "receipt_copies"."pin_changes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "receipt_numbers" (
	"fiscal_year" smallint PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"sale_id" bigint PRIMARY KEY NOT NULL,
	"fiscal_year" smallint NOT NULL,
	"number" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receipts_number_key" UNIQUE("fiscal_year","number"),
	CONSTRAINT "receipts_number_check" CHECK ("receipts"."number" > 0)
);
--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "tax_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "receipt_terms" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "receipt_copies" ADD CONSTRAINT "receipt_copies_sale_id_receipts_sale_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."receipts"("sale_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;