CREATE TABLE "shift_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shift_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"shift_id" bigint NOT NULL,
	"sale_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"method" text NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_name" text NOT NULL,
	CONSTRAINT "shift_entries_kind_check" CHECK ("shift_entries"."kind" in ('sale', 'failed', 'refunded', 'voided', 'goodwill')),
	CONSTRAINT "shift_entries_method_check" CHECK ("shift_entries"."method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated')),
	CONSTRAINT "shift_entries_amount_check" CHECK (("shift_entries"."amount_paisa" > 0) = ("shift_entries"."kind" = 'sale') and "shift_entries"."amount_paisa" <> 0)
);
--> statement-breakpoint
CREATE TABLE "shift_counts" (
	"shift_id" bigint NOT NULL,
	"method" text NOT NULL,
	"expected_paisa" bigint NOT NULL,
	"counted_paisa" bigint NOT NULL,
	CONSTRAINT "shift_counts_shift_id_method_pk" PRIMARY KEY("shift_id","method"),
	CONSTRAINT "shift_counts_method_check" CHECK ("shift_counts"."method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated'))
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shifts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"seller_id" bigint NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"float_paisa" bigint NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by_id" bigint,
	"close_note" text,
	"approved_at" timestamp (3) with time zone,
	"approved_by_id" bigint,
	CONSTRAINT "shifts_float_check" CHECK ("shifts"."float_paisa" >= 0),
	CONSTRAINT "shifts_closed_check" CHECK (("shifts"."closed_at" is null) = ("shifts"."closed_by_id" is null)),
	CONSTRAINT "shifts_approved_check" CHECK (("shifts"."approved_at" is null) = ("shifts"."approved_by_id" is null)
      and ("shifts"."approved_at" is null or ("shifts"."closed_at" is not null and "shifts"."approved_by_id" <> "shifts"."seller_id")))
);
--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "shift_id" bigint;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "shift_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "shift_entries" ADD CONSTRAINT "shift_entries_shift_id_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shifts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_entries" ADD CONSTRAINT "shift_entries_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_counts" ADD CONSTRAINT "shift_counts_shift_id_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shifts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_seller_id_users_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_closed_by_id_users_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_approved_by_id_users_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shift_entries_shift_idx" ON "shift_entries" USING btree ("shift_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "shift_entries_sale_kind_key" ON "shift_entries" USING btree ("sale_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "shifts_open_seller_key" ON "shifts" USING btree ("seller_id") WHERE "shifts"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "shifts_seller_idx" ON "shifts" USING btree ("seller_id","id");--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_shift_id_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shifts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sales_shift_idx" ON "sales" USING btree ("shift_id","id") WHERE "sales"."shift_id" is not null;--> statement-breakpoint
-- A closed shift is a document: the database keeps it so.
CREATE FUNCTION keep_shift() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.seller_id, NEW.opened_at, NEW.float_paisa) = (OLD.id, OLD.seller_id, OLD.opened_at, OLD.float_paisa) AND (
    (OLD.closed_at IS NULL AND NEW.approved_at IS NULL)
    OR (OLD.closed_at IS NOT NULL AND OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL
      AND (NEW.closed_at, NEW.closed_by_id, NEW.close_note) IS NOT DISTINCT FROM (OLD.closed_at, OLD.closed_by_id, OLD.close_note))
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'A shift is only closed and then approved, and changes in nothing else.' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER shifts_keep BEFORE UPDATE OR DELETE ON shifts FOR EACH ROW EXECUTE FUNCTION keep_shift();--> statement-breakpoint
-- Shared with other entries, against a close that is under way: after it, this finds the shift closed.
CREATE FUNCTION keep_till() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'What went through a till is added only.' USING ERRCODE = 'restrict_violation';
  END IF;
  PERFORM 1 FROM shifts WHERE id = NEW.shift_id AND closed_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Shift % is closed.', NEW.shift_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER shift_entries_keep BEFORE INSERT OR UPDATE OR DELETE ON shift_entries FOR EACH ROW EXECUTE FUNCTION keep_till();--> statement-breakpoint
CREATE TRIGGER shift_counts_keep BEFORE INSERT OR UPDATE OR DELETE ON shift_counts FOR EACH ROW EXECUTE FUNCTION keep_till();--> statement-breakpoint
CREATE FUNCTION keep_shift_of_sale() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'A sale stays in the shift that it was made in.' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER sales_shift_keep BEFORE UPDATE OF shift_id ON sales FOR EACH ROW
WHEN (OLD.shift_id IS DISTINCT FROM NEW.shift_id) EXECUTE FUNCTION keep_shift_of_sale();
