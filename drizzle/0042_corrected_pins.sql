CREATE TABLE "corrected_pins" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "corrected_pins_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sale_id" bigint NOT NULL,
	"digest" "bytea" NOT NULL,
	"digest_key_id" smallint,
	"sealed" "bytea" NOT NULL,
	"sealing_key_id" smallint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_name" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "pin_entered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "corrected_pins" ADD CONSTRAINT "corrected_pins_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrected_pins_sale_idx" ON "corrected_pins" USING btree ("sale_id","id");--> statement-breakpoint
CREATE INDEX "corrected_pins_digest_idx" ON "corrected_pins" USING btree ("digest");--> statement-breakpoint
-- The PINs that people entered before.
UPDATE "sales" s SET "pin_entered_at" = e."at" FROM "audit_events" e
WHERE e."action" = 'sale.pin_entered' AND e."subject_kind" = 'sale' AND e."subject_id" = s."id" AND s."state" = 'succeeded';
