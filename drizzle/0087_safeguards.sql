ALTER TABLE "sessions" ADD COLUMN "factor_proven_at" timestamp (3) with time zone;--> statement-breakpoint
-- The desk's role adds a cut where retention makes one and nowhere else: at the end of a part of the chain whose rows are all there and
-- all older than the setting keeps them, with a link behind it. A cut that is there may be signed again. The names are those of
-- the owner's tables, whatever the role's own path finds; the hour is for clocks that differ.
CREATE FUNCTION audit_cut_is_due() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  kept_days integer := coalesce((SELECT greatest(audit_days, 365) FROM retention WHERE id = 1), 2555);
BEGIN
  IF EXISTS (SELECT FROM audit_cuts WHERE position = NEW.position AND event_id = NEW.event_id AND hash = NEW.hash) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT FROM audit_links WHERE position = NEW.position AND event_id = NEW.event_id AND hash = NEW.hash)
    OR NOT EXISTS (SELECT FROM audit_links WHERE position > NEW.position)
    OR EXISTS (
      SELECT FROM audit_links l LEFT JOIN audit_events e ON e.id = l.event_id
      WHERE l.position <= NEW.position
        AND (e.id IS NULL OR e.at >= now() - make_interval(days => kept_days) + interval '1 hour')
    )
  THEN
    RAISE EXCEPTION 'The audit is not cut there: what retention keeps is before it.';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_cut_is_due() FROM PUBLIC;--> statement-breakpoint
CREATE TRIGGER audit_cuts_due BEFORE INSERT ON "audit_cuts" FOR EACH ROW EXECUTE FUNCTION audit_cut_is_due();
--> statement-breakpoint
-- The setting came with 0, which is never, and a desk that was there by then kept it. Where nobody has chosen it, which the activity
-- would say, it is what a new desk begins with, and the activity says so.
WITH given AS (
  UPDATE "settings" SET "step_up_minutes" = 5, "updated_at" = now()
  WHERE "step_up_minutes" = 0 AND NOT EXISTS (
    SELECT FROM "audit_events" WHERE "subject_kind" = 'settings' AND "subject_id" = 1
      AND "action" = 'settings.security_updated' AND "data" ? 'stepUpMinutes'
  )
  RETURNING "id"
)
INSERT INTO "audit_events" ("actor_kind", "actor_name", "action", "subject_kind", "subject_id", "data")
SELECT 'system', 'Upgrade', 'settings.security_updated', 'settings', "id", '{"stepUpMinutes": {"from": 0, "to": 5}}'::jsonb FROM given;
