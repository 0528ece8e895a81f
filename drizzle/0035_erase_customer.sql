-- Every way of writing a contact: a phone number with or without its country and with gaps, an email address in any case.
CREATE FUNCTION contact_pattern(contact text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF contact ~ '^\+977[0-9]{10}$' THEN
    RETURN '(?<![0-9])(\+?(00)?977[ -]?)?0?' || array_to_string(regexp_split_to_array(substr(contact, 5), ''), '[ -]?') || '(?![0-9])';
  ELSIF contact ~ '^[^\s"\\@]+@[^\s"\\@]+\.[^\s"\\@]+$' AND length(contact) <= 254 THEN
    RETURN regexp_replace(contact, '([^A-Za-z0-9@])', '\\\1', 'g');
  END IF;
  RAISE EXCEPTION 'This is neither a phone number nor an email address.';
END $$;--> statement-breakpoint
-- The one way in which the desk's role changes audit rows: a contact in what was written about these sales becomes the word
-- "erased". It belongs to the owner of the tables and runs with their rights. The salt of the row's hash goes too, so that
-- nobody can try out contacts on the hash.
CREATE FUNCTION erase_from_audit(sale_ids bigint[], contact text) RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  pattern text := contact_pattern(contact);
  event record;
BEGIN
  FOR event IN
    SELECT e.id, e.data FROM audit_events e
    WHERE e.subject_kind = 'sale' AND e.subject_id = ANY (sale_ids) AND e.data::text ~* pattern
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
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION erase_from_audit(bigint[], text) FROM PUBLIC;
