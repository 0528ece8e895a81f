CREATE TABLE "integrator_prices" (
	"integrator_id" bigint NOT NULL,
	"product_id" bigint NOT NULL,
	"price_paisa" bigint,
	"commission" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "integrator_prices_integrator_id_product_id_pk" PRIMARY KEY("integrator_id","product_id"),
	CONSTRAINT "integrator_prices_one_check" CHECK (num_nonnulls("integrator_prices"."price_paisa", "integrator_prices"."commission") = 1),
	CONSTRAINT "integrator_prices_price_check" CHECK ("integrator_prices"."price_paisa" > 0),
	CONSTRAINT "integrator_prices_commission_check" CHECK ("integrator_prices"."commission" between 1 and 9999)
);
--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "commission_paisa" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "integrator_prices" ADD CONSTRAINT "integrator_prices_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrator_prices" ADD CONSTRAINT "integrator_prices_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "integrator_prices_product_idx" ON "integrator_prices" USING btree ("product_id");--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_commission_check" CHECK ("sales"."commission_paisa" >= 0 and "sales"."commission_paisa" < "sales"."amount_paisa"
      and ("sales"."commission_paisa" = 0 or "sales"."integrator_id" is not null));