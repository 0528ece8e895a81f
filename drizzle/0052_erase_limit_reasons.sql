CREATE INDEX "audit_events_limit_idx" ON "audit_events" USING btree ("id") WHERE "audit_events"."action" = 'user.limit_passed';--> statement-breakpoint
-- Also what people wrote when they passed a limit of sales or reveals: it can name a customer, and names no sale.
CREATE OR REPLACE FUNCTION erase_from_audit(sale_ids bigint[], contact text) RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  pattern text := contact_pattern(contact);
  event record;
BEGIN
  -- Waits for the job that chains audit rows, and holds it back until the erasure has committed: a row that is changed while it
  -- is chained would count as changed by somebody else ever after. The number is that of lib/platform/audit/chain.sql.ts.
  PERFORM pg_advisory_xact_lock(7202615);
  FOR event IN
    SELECT e.id, e.data FROM audit_events e
    WHERE (e.subject_kind = 'sale' AND e.subject_id = ANY (sale_ids) OR e.action = 'user.limit_passed') AND e.data::text ~* pattern
    ORDER BY e.id FOR UPDATE
  LOOP
    BEGIN
      UPDATE audit_events SET data = regexp_replace(event.data::text, pattern, 'erased', 'gi')::jsonb WHERE id = event.id;
    EXCEPTION WHEN invalid_text_representation THEN
      -- A number of ten digits that is no text: nothing that somebody wrote.
      CONTINUE;
    END;
    UPDATE audit_links SET salt = '' WHERE event_id = event.id;
    RETURN NEXT event.id;
  END LOOP;
END $$;
