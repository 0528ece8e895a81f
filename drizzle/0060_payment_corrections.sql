CREATE TABLE "payment_corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payment_corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sale_id" bigint NOT NULL,
	"shift_id" bigint,
	"from_method" text NOT NULL,
	"to_method" text NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_name" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "payment_corrections_method_check" CHECK ("payment_corrections"."from_method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated') and "payment_corrections"."to_method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated') and "payment_corrections"."from_method" <> "payment_corrections"."to_method"),
	CONSTRAINT "payment_corrections_amount_check" CHECK ("payment_corrections"."amount_paisa" > 0)
);
--> statement-breakpoint
ALTER TABLE "payment_corrections" ADD CONSTRAINT "payment_corrections_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_corrections" ADD CONSTRAINT "payment_corrections_shift_id_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shifts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_corrections_shift_idx" ON "payment_corrections" USING btree ("shift_id","id") WHERE "payment_corrections"."shift_id" is not null;--> statement-breakpoint
CREATE INDEX "payment_corrections_sale_idx" ON "payment_corrections" USING btree ("sale_id","id");--> statement-breakpoint
-- As entries of a till are: added only, and to an open shift. The words of a reason alone change, when a customer is erased.
CREATE FUNCTION keep_payment_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'reason') = (to_jsonb(OLD) - 'reason') THEN
    RETURN NEW;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'What was corrected in a till is added only.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.shift_id IS NOT NULL THEN
    PERFORM 1 FROM shifts WHERE id = NEW.shift_id AND closed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'Shift % is closed.', NEW.shift_id USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER payment_corrections_keep BEFORE INSERT OR UPDATE OR DELETE ON payment_corrections FOR EACH ROW EXECUTE FUNCTION keep_payment_correction();
