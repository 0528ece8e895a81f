CREATE TABLE "audit_cuts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_cuts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"position" bigint NOT NULL,
	"event_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"key_id" smallint NOT NULL,
	"signature" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"audit_days" integer DEFAULT 2555 NOT NULL,
	"security_event_days" integer DEFAULT 365 NOT NULL,
	"supplier_call_days" integer DEFAULT 90 NOT NULL,
	"webhook_days" integer DEFAULT 30 NOT NULL,
	"message_days" integer DEFAULT 365 NOT NULL,
	"stored_answer_days" integer DEFAULT 1 NOT NULL,
	"contact_days" integer DEFAULT 1095 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "retention_one_row_check" CHECK ("retention"."id" = 1),
	CONSTRAINT "retention_audit_days_check" CHECK ("retention"."audit_days" between 365 and 36500),
	CONSTRAINT "retention_security_event_days_check" CHECK ("retention"."security_event_days" between 90 and 36500),
	CONSTRAINT "retention_supplier_call_days_check" CHECK ("retention"."supplier_call_days" between 30 and 36500),
	CONSTRAINT "retention_webhook_days_check" CHECK ("retention"."webhook_days" between 7 and 36500),
	CONSTRAINT "retention_message_days_check" CHECK ("retention"."message_days" between 30 and 36500),
	CONSTRAINT "retention_stored_answer_days_check" CHECK ("retention"."stored_answer_days" between 1 and 36500),
	CONSTRAINT "retention_contact_days_check" CHECK ("retention"."contact_days" between 90 and 36500)
);
--> statement-breakpoint
-- The one way in which the desk's role deletes audit rows: those at the chain's beginning, up to where a cut says, and none of the last
-- year whatever it says. It belongs to the owner of the tables and runs with their rights.
CREATE FUNCTION drop_audit(up_to bigint, at_most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  youngest timestamptz := now() - interval '365 days';
  dropped integer;
BEGIN
  IF up_to > (SELECT coalesce(max(position), 0) FROM audit_cuts) THEN
    RAISE EXCEPTION 'The audit was not cut there.';
  END IF;
  WITH first_links AS MATERIALIZED (
    SELECT event_id FROM audit_links WHERE position <= up_to ORDER BY position LIMIT at_most
  ), old_events AS (
    DELETE FROM audit_events e USING first_links l WHERE e.id = l.event_id AND e.at < youngest RETURNING e.id
  ), old_links AS (
    DELETE FROM audit_links l USING old_events e WHERE l.event_id = e.id
  )
  SELECT count(*) INTO dropped FROM old_events;
  DELETE FROM audit_heads WHERE id IN (
    SELECT id FROM audit_heads WHERE position < up_to AND at < youngest ORDER BY position LIMIT at_most
  );
  RETURN dropped;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION drop_audit(bigint, integer) FROM PUBLIC;
