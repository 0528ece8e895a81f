ALTER TABLE "coupons" ADD COLUMN "pause_above_usual_pace" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "recent_minutes" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "usual_per_hour" integer;--> statement-breakpoint
-- By turns a minute since 1970 and how many redemptions it had. The minute that the hour begins in counts as a whole.
CREATE FUNCTION "recent_redemptions"("recent" integer[], "at" timestamp with time zone) RETURNS integer
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
declare
  this_minute integer := floor(extract(epoch from at) / 60);
  total integer := 0;
begin
  for i in 1 .. cardinality(recent) / 2 loop
    if recent[2 * i - 1] >= this_minute - 60 then total := total + recent[2 * i]; end if;
  end loop;
  return total;
end $$;--> statement-breakpoint
CREATE FUNCTION "add_recent_redemptions"("recent" integer[], "at" timestamp with time zone, "added" integer)
  RETURNS integer[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
declare
  this_minute integer := floor(extract(epoch from at) / 60);
  kept integer[] := '{}';
begin
  for i in 1 .. cardinality(recent) / 2 loop
    if recent[2 * i - 1] = this_minute then added := added + recent[2 * i];
    elsif recent[2 * i - 1] >= this_minute - 60 then kept := kept || recent[2 * i - 1 : 2 * i]; end if;
  end loop;
  return kept || array[this_minute, added];
end $$;--> statement-breakpoint
-- As before, and the minutes are forgotten with the hour.
CREATE OR REPLACE FUNCTION "settle_coupon"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new.discount_bp <> old.discount_bp then new.discount := new.discount_bp / 100;
  elsif new.discount <> old.discount then
    new.discount_bp := new.discount * 100;
    new.amount_off := null;
  end if;
  if new.redemptions_per_user is distinct from old.redemptions_per_user then
    new.unique_redemption := new.redemptions_per_user is not distinct from 1;
  elsif new.unique_redemption <> old.unique_redemption then
    new.redemptions_per_user := case when new.unique_redemption then 1 end;
  end if;
  if new.status = 'available' then new.paused_at := null; end if;
  if new.status <> old.status and new.paused_at is null
    or new.redemptions_per_hour is distinct from old.redemptions_per_hour then
    new.hour_started_at := null;
    new.hour_count := 0;
    new.recent_minutes := '{}';
  end if;
  return new;
end $$;
