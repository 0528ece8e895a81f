CREATE TABLE "code_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"status" text NOT NULL,
	"change" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "code_counters" (
	"coupon_id" bigint NOT NULL,
	"status" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "code_counters_coupon_id_status_pk" PRIMARY KEY("coupon_id","status")
);
--> statement-breakpoint
CREATE TABLE "redeeming_users" (
	"coupon_id" bigint NOT NULL,
	"user_ref" text NOT NULL,
	"redemptions" integer NOT NULL,
	"first_bucket" timestamp (3) with time zone,
	CONSTRAINT "redeeming_users_coupon_id_user_ref_pk" PRIMARY KEY("coupon_id","user_ref")
);
--> statement-breakpoint
CREATE TABLE "redemption_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "redemption_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"user_ref" text NOT NULL,
	"tvod_price_id" bigint,
	"user_group_id" bigint,
	"change" integer NOT NULL,
	"amount_off" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "redemption_counters" (
	"coupon_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"span" smallint NOT NULL,
	"bucket" timestamp (3) with time zone NOT NULL,
	"ref_id" bigint NOT NULL,
	"redeemed" bigint NOT NULL,
	"amount_off" bigint NOT NULL,
	CONSTRAINT "redemption_counters_coupon_id_kind_span_bucket_ref_id_pk" PRIMARY KEY("coupon_id","kind","span","bucket","ref_id"),
	CONSTRAINT "redemption_counters_span_check" CHECK ("redemption_counters"."span" in (0, 15, 1440))
);
--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "user_group_id" bigint;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "amount" bigint;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "amount_off" bigint;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_user_group_id_user_groups_id_fk" FOREIGN KEY ("user_group_id") REFERENCES "public"."user_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "redemptions_confirmed_idx" ON "redemptions" USING btree ("coupon_id","confirmed_at") WHERE "redemptions"."state" = 'redeemed';--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_amount_check" CHECK (num_nulls("redemptions"."amount", "redemptions"."amount_off") in (0, 2) and "redemptions"."amount_off" between 0 and "redemptions"."amount");--> statement-breakpoint
ALTER TABLE "redemption_changes" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);--> statement-breakpoint
CREATE FUNCTION "record_redemption_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'INSERT' then
    insert into redemption_changes (coupon_id, bucket, user_ref, tvod_price_id, user_group_id, change, amount_off)
    select coupon_id, date_bin('15 minutes', confirmed_at, 'epoch'), user_ref, tvod_price_id, user_group_id, 1,
      coalesce(amount_off, 0)
    from added where state = 'redeemed';
  elsif tg_op = 'UPDATE' then
    if not exists (select from added) then return null; end if;
    insert into redemption_changes (coupon_id, bucket, user_ref, tvod_price_id, user_group_id, change, amount_off)
    select coupon_id, date_bin('15 minutes', confirmed_at, 'epoch') as bucket, user_ref, tvod_price_id, user_group_id,
      sum(change), coalesce(amount_off, 0) as amount_off
    from (select *, 1 as change from added union all select *, -1 from removed) c
    where state = 'redeemed' group by 1, 2, 3, 4, 5, 7 having sum(change) <> 0;
  else
    insert into redemption_changes (coupon_id, bucket, user_ref, tvod_price_id, user_group_id, change, amount_off)
    select coupon_id, date_bin('15 minutes', confirmed_at, 'epoch'), user_ref, tvod_price_id, user_group_id, -1,
      coalesce(amount_off, 0)
    from removed where state = 'redeemed';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER "redemptions_inserted" AFTER INSERT ON "redemptions" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION record_redemption_changes();--> statement-breakpoint
CREATE TRIGGER "redemptions_updated" AFTER UPDATE ON "redemptions" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION record_redemption_changes();--> statement-breakpoint
CREATE TRIGGER "redemptions_deleted" AFTER DELETE ON "redemptions" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION record_redemption_changes();--> statement-breakpoint
CREATE FUNCTION "record_code_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'INSERT' then
    insert into code_changes (coupon_id, status, change) select coupon_id, status, count(*) from added group by 1, 2;
  elsif tg_op = 'UPDATE' then
    if not exists (select from added) then return null; end if;
    insert into code_changes (coupon_id, status, change)
    select coupon_id, status, sum(change)
    from (select coupon_id, status, 1 as change from added union all select coupon_id, status, -1 from removed) c
    group by 1, 2 having sum(change) <> 0;
  else
    insert into code_changes (coupon_id, status, change) select coupon_id, status, -count(*) from removed group by 1, 2;
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER "codes_inserted" AFTER INSERT ON "codes" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION record_code_changes();--> statement-breakpoint
CREATE TRIGGER "codes_updated" AFTER UPDATE ON "codes" REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION record_code_changes();--> statement-breakpoint
CREATE TRIGGER "codes_deleted" AFTER DELETE ON "codes" REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION record_code_changes();--> statement-breakpoint
INSERT INTO redemption_changes (coupon_id, bucket, user_ref, tvod_price_id, user_group_id, change, amount_off)
  SELECT coupon_id, date_bin('15 minutes', confirmed_at, 'epoch'), user_ref, tvod_price_id, null, 1, 0
  FROM redemptions WHERE state = 'redeemed' ORDER BY id;--> statement-breakpoint
INSERT INTO code_changes (coupon_id, status, change) SELECT coupon_id, status, count(*) FROM codes GROUP BY 1, 2;
