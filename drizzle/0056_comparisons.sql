CREATE TABLE "supplier_comparisons" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "supplier_comparisons_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"asked_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"has_books" boolean DEFAULT false NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"trouble" text,
	"compared" integer DEFAULT 0 NOT NULL,
	"differences" integer DEFAULT 0 NOT NULL,
	"unanswered" integer DEFAULT 0 NOT NULL,
	"balance_at" timestamp (3) with time zone,
	"balance_paisa" bigint,
	"consumed_paisa" bigint,
	"balance_since" timestamp (3) with time zone,
	"taken_paisa" bigint,
	"cost_paisa" bigint,
	CONSTRAINT "supplier_comparisons_span_check" CHECK ("supplier_comparisons"."since" < "supplier_comparisons"."until"),
	CONSTRAINT "supplier_comparisons_balance_check" CHECK (("supplier_comparisons"."balance_at" is null) = ("supplier_comparisons"."balance_paisa" is null)),
	CONSTRAINT "supplier_comparisons_movement_check" CHECK (("supplier_comparisons"."balance_since" is null) = ("supplier_comparisons"."taken_paisa" is null) and ("supplier_comparisons"."balance_since" is null) = ("supplier_comparisons"."cost_paisa" is null))
);
--> statement-breakpoint
CREATE TABLE "supplier_differences" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "supplier_differences_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"sale_id" bigint,
	"ours" text NOT NULL,
	"theirs" text NOT NULL,
	"ours_paisa" bigint,
	"theirs_paisa" bigint,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"last_comparison_id" bigint NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by" text,
	"note" text,
	CONSTRAINT "supplier_differences_reference_key" UNIQUE("reference","kind"),
	CONSTRAINT "supplier_differences_closed_check" CHECK (("supplier_differences"."closed_by" is null) = ("supplier_differences"."note" is null) and ("supplier_differences"."closed_by" is null or "supplier_differences"."closed_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "supplier_differences" ADD CONSTRAINT "supplier_differences_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "supplier_comparisons_created_at_idx" ON "supplier_comparisons" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "supplier_differences_open_idx" ON "supplier_differences" USING btree ("id") WHERE "supplier_differences"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "supplier_differences_closed_at_idx" ON "supplier_differences" USING btree ("closed_at") WHERE "supplier_differences"."closed_at" is not null;