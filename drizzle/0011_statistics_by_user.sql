ALTER TABLE "redeeming_users" DROP CONSTRAINT "redeeming_users_coupon_id_user_ref_pk";--> statement-breakpoint
DELETE FROM "redeeming_users" WHERE "coupon_id" = 0;--> statement-breakpoint
ALTER TABLE "redeeming_users" ALTER COLUMN "user_ref" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "redeeming_users" ADD CONSTRAINT "redeeming_users_user_ref_coupon_id_pk" PRIMARY KEY("user_ref","coupon_id") INCLUDE ("first_bucket");--> statement-breakpoint
ALTER TABLE "redeeming_users" DROP COLUMN "redemptions";--> statement-breakpoint
ALTER TABLE "redeeming_users" ADD CONSTRAINT "redeeming_users_coupon_id_check" CHECK ("redeeming_users"."coupon_id" > 0);--> statement-breakpoint
ALTER TABLE "redemption_counters" ADD COLUMN "new_users" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
INSERT INTO "redemption_counters" (coupon_id, kind, span, bucket, ref_id, redeemed, amount_off, new_users)
  SELECT coupon_id, 'all', span, bucket, 0, 0, 0, redeemed FROM "redemption_counters" WHERE kind = 'new_user'
  ON CONFLICT (coupon_id, kind, span, bucket, ref_id) DO UPDATE SET new_users = excluded.new_users;--> statement-breakpoint
DELETE FROM "redemption_counters" WHERE kind = 'new_user';--> statement-breakpoint
ALTER TABLE "redemption_counters" DROP CONSTRAINT "redemption_counters_span_check";--> statement-breakpoint
INSERT INTO "redemption_counters" (coupon_id, kind, span, bucket, ref_id, redeemed, amount_off)
  SELECT coupon_id, 'time', 30240, date_bin('21 days', bucket, 'epoch'),
    extract(epoch from bucket - date_bin('1 day', bucket, 'epoch'))::int / 900, sum(redeemed), sum(amount_off)
  FROM "redemption_counters" WHERE kind = 'all' AND span = 15 GROUP BY 1, 4, 5;--> statement-breakpoint
ALTER TABLE "redemption_counters" ADD CONSTRAINT "redemption_counters_kind_check" CHECK ("redemption_counters"."kind" in ('all', 'tvod_price', 'user_group', 'time'));--> statement-breakpoint
ALTER TABLE "redemption_counters" ADD CONSTRAINT "redemption_counters_span_check" CHECK ("redemption_counters"."span" in (0, 15, 1440, 30240));