-- Waits for the job that chains audit rows, and holds it back until the erasure has committed: a row that is changed while it is
-- chained would count as changed by somebody else ever after. The number is that of lib/platform/audit/chain.sql.ts.
CREATE OR REPLACE FUNCTION erase_from_audit(sale_ids bigint[], contact text) RETURNS SETOF bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  pattern text := contact_pattern(contact);
  event record;
BEGIN
  PERFORM pg_advisory_xact_lock(7202615);
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
-- Every way of writing a contact: a phone number with or without its country, in digits of 0 to 9, Nepali or full-width ones, with
-- blanks, dashes, dots and brackets between them (`\n` as JSON writes it), an email address in any case.
CREATE OR REPLACE FUNCTION contact_pattern(contact text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gap text := '([\s\u00a0\u00ad\u2000-\u2015\u202f\u2060\u2212\ufe63\ufeff\uff0d\uff08\uff09().\[\]-]|\\[nrt])*';
  digits text[] := ARRAY(SELECT '[' || d || chr(2406 + d) || chr(65296 + d) || ']' FROM generate_series(0, 9) d);
  any_digit text := '[0-9\u0966-\u096f\uff10-\uff19]';
  zero text := digits[1] || gap;
  country text := digits[10] || gap || digits[8] || gap || digits[8] || gap;
BEGIN
  IF contact ~ '^\+977[0-9]{10}$' THEN
    RETURN '(?<!' || any_digit || ')(([+\uff0b]' || gap || ')?(' || zero || zero || ')?' || country || ')?(' || zero || ')?'
      || (SELECT string_agg(digits[d::int + 1], gap ORDER BY n) FROM regexp_split_to_table(substr(contact, 5), '') WITH ORDINALITY t (d, n))
      || '(?!' || any_digit || ')';
  ELSIF contact ~ '^[^\s"\\@]+@[^\s"\\@]+\.[^\s"\\@]+$' AND length(contact) <= 254 THEN
    RETURN regexp_replace(contact, '([^A-Za-z0-9@])', '\\\1', 'g');
  END IF;
  RAISE EXCEPTION 'This is neither a phone number nor an email address.';
END $$;
