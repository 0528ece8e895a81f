CREATE TABLE "code_batches" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_batches_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"requested" integer NOT NULL,
	"issued" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "code_batches_issued_check" CHECK ("code_batches"."issued" between 0 and "code_batches"."requested"),
	CONSTRAINT "code_batches_requested_check" CHECK ("code_batches"."requested" between 1 and 1000000),
	CONSTRAINT "code_batches_kind_check" CHECK ("code_batches"."kind" in ('generated', 'listed')),
	CONSTRAINT "code_batches_state_check" CHECK ("code_batches"."state" in ('queued', 'running', 'done', 'cancelled', 'failed')
      and ("code_batches"."state" in ('done', 'cancelled', 'failed')) = ("code_batches"."finished_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "codes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"batch_id" bigint NOT NULL,
	"digest" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"sealing_key_id" smallint NOT NULL,
	"last_four" text NOT NULL,
	"status" text DEFAULT 'available' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sold_at" timestamp (3) with time zone,
	"redeemed_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "codes_status_check" CHECK (case "codes"."status"
        when 'available' then "codes"."sold_at" is null and "codes"."redeemed_at" is null and "codes"."deleted_at" is null
        when 'sold' then "codes"."sold_at" is not null and "codes"."redeemed_at" is null and "codes"."deleted_at" is null
        when 'redeemed' then "codes"."redeemed_at" is not null and "codes"."deleted_at" is null
        when 'deleted' then "codes"."deleted_at" is not null and "codes"."sold_at" is null and "codes"."redeemed_at" is null
        else false end)
);
--> statement-breakpoint
CREATE TABLE "coupon_tvod_prices" (
	"coupon_id" bigint NOT NULL,
	"tvod_price_id" bigint NOT NULL,
	CONSTRAINT "coupon_tvod_prices_coupon_id_tvod_price_id_pk" PRIMARY KEY("coupon_id","tvod_price_id")
);
--> statement-breakpoint
CREATE TABLE "coupon_user_groups" (
	"coupon_id" bigint NOT NULL,
	"user_group_id" bigint NOT NULL,
	CONSTRAINT "coupon_user_groups_coupon_id_user_group_id_pk" PRIMARY KEY("coupon_id","user_group_id")
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "coupons_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"status" text DEFAULT 'available' NOT NULL,
	"discount" smallint NOT NULL,
	"duration" text NOT NULL,
	"cycles" smallint DEFAULT 0 NOT NULL,
	"max_redemptions" integer,
	"release_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"security" text DEFAULT 'public' NOT NULL,
	"unique_redemption" boolean DEFAULT false NOT NULL,
	"description" text,
	"redemption_count" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "coupons_code_check" CHECK ("coupons"."code" ~ '^[A-Za-z0-9_-]{1,64}$'),
	CONSTRAINT "coupons_status_check" CHECK ("coupons"."status" in ('available', 'unavailable')),
	CONSTRAINT "coupons_security_check" CHECK ("coupons"."security" in ('public', 'restricted')),
	CONSTRAINT "coupons_discount_check" CHECK ("coupons"."discount" between 1 and 100),
	CONSTRAINT "coupons_cycles_check" CHECK ("coupons"."duration" in ('once', 'repeating', 'forever')
        and case when "coupons"."duration" = 'repeating' then "coupons"."cycles" between 1 and 120 else "coupons"."cycles" = 0 end),
	CONSTRAINT "coupons_limit_check" CHECK ("coupons"."redemption_count" >= 0 and ("coupons"."max_redemptions" is null
        or ("coupons"."max_redemptions" >= 1 and "coupons"."redemption_count" <= "coupons"."max_redemptions"))),
	CONSTRAINT "coupons_dates_check" CHECK ("coupons"."expires_at" > "coupons"."release_at")
);
--> statement-breakpoint
CREATE TABLE "redemption_cycles" (
	"redemption_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"booked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "redemption_cycles_redemption_id_number_pk" PRIMARY KEY("redemption_id","number"),
	CONSTRAINT "redemption_cycles_number_check" CHECK ("redemption_cycles"."number" >= 1)
);
--> statement-breakpoint
CREATE TABLE "redemptions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "redemptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"code_id" bigint,
	"user_ref" text NOT NULL,
	"unique_user" boolean NOT NULL,
	"state" text DEFAULT 'redeemed' NOT NULL,
	"discount" smallint NOT NULL,
	"duration" text DEFAULT 'once' NOT NULL,
	"cycles" smallint DEFAULT 0 NOT NULL,
	"integrator_id" bigint,
	"tvod_price_id" bigint,
	"subscription_ref" text,
	"idempotency_key" text,
	"request_digest" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"hold_expires_at" timestamp (3) with time zone,
	"confirmed_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	CONSTRAINT "redemptions_state_check" CHECK (case "redemptions"."state"
      when 'held' then "redemptions"."hold_expires_at" is not null and "redemptions"."confirmed_at" is null and "redemptions"."ended_at" is null
      when 'redeemed' then "redemptions"."confirmed_at" is not null and "redemptions"."ended_at" is null
      when 'rolled_back' then "redemptions"."ended_at" is not null
      when 'lapsed' then "redemptions"."hold_expires_at" is not null and "redemptions"."confirmed_at" is null and "redemptions"."ended_at" is not null
      else false end)
);
--> statement-breakpoint
CREATE TABLE "tvod_prices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tvod_prices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"tvod_type" text NOT NULL,
	"price_paisa" bigint NOT NULL,
	"duration_days" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "tvod_prices_price_check" CHECK ("tvod_prices"."price_paisa" >= 0),
	CONSTRAINT "tvod_prices_duration_check" CHECK (case "tvod_prices"."tvod_type" when 'rental' then "tvod_prices"."duration_days" is not null and "tvod_prices"."duration_days" >= 1 when 'purchase' then "tvod_prices"."duration_days" is null else false end)
);
--> statement-breakpoint
CREATE TABLE "user_groups" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_groups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "credit_accounts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_accounts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"integrator_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"balance_paisa" bigint DEFAULT 0 NOT NULL,
	"floor_paisa" bigint,
	CONSTRAINT "credit_accounts_integrator_kind_key" UNIQUE("integrator_id","kind"),
	CONSTRAINT "credit_accounts_kind_check" CHECK ("credit_accounts"."kind" in ('funding', 'available', 'held', 'consumed')),
	CONSTRAINT "credit_accounts_floor_check" CHECK ("credit_accounts"."floor_paisa" is null or "credit_accounts"."balance_paisa" >= "credit_accounts"."floor_paisa"),
	CONSTRAINT "credit_accounts_floor_kept_check" CHECK (("credit_accounts"."kind" = 'funding') = ("credit_accounts"."floor_paisa" is null))
);
--> statement-breakpoint
CREATE TABLE "credit_transfers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_transfers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"from_account_id" bigint NOT NULL,
	"to_account_id" bigint NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"kind" text NOT NULL,
	"sale_id" bigint,
	"reason" text,
	"actor_name" text NOT NULL,
	CONSTRAINT "credit_transfers_sale_kind_key" UNIQUE("sale_id","kind"),
	CONSTRAINT "credit_transfers_amount_check" CHECK ("credit_transfers"."amount_paisa" > 0 and "credit_transfers"."from_account_id" <> "credit_transfers"."to_account_id"),
	CONSTRAINT "credit_transfers_sale_check" CHECK (("credit_transfers"."kind" in ('top_up', 'correction')) = ("credit_transfers"."sale_id" is null))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"integrator_id" bigint NOT NULL,
	"prefix" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_digest_unique" UNIQUE("digest")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"integrator_id" bigint NOT NULL,
	"key" text NOT NULL,
	"request_digest" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"status" integer,
	"body" jsonb,
	CONSTRAINT "idempotency_keys_integrator_id_key_pk" PRIMARY KEY("integrator_id","key"),
	CONSTRAINT "idempotency_keys_answer_check" CHECK (("idempotency_keys"."status" is null) = ("idempotency_keys"."body" is null))
);
--> statement-breakpoint
CREATE TABLE "integrators" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integrators_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sale_id" bigint NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"provider_id" text,
	"error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_channel_check" CHECK ("deliveries"."channel" in ('sms', 'email')),
	CONSTRAINT "deliveries_state_check" CHECK ("deliveries"."state" in ('queued', 'sent', 'delivered', 'bounced', 'failed', 'not_configured'))
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "products_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"idx" text NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"supplier" text NOT NULL,
	"coupon_id" bigint,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "products_idx_unique" UNIQUE("idx"),
	CONSTRAINT "products_idx_check" CHECK ("products"."idx" ~ '^[A-Za-z0-9]{22}$'),
	CONSTRAINT "products_amount_check" CHECK ("products"."amount_paisa" > 0),
	CONSTRAINT "products_supplier_check" CHECK (case "products"."supplier" when 'stock' then "products"."coupon_id" is not null
      when 'khalti' then "products"."coupon_id" is null else false end)
);
--> statement-breakpoint
CREATE TABLE "sale_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sale_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sale_id" bigint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"state" text NOT NULL,
	"actor_name" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "sales" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sales_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"integrator_id" bigint,
	"api_key_id" bigint,
	"seller_id" bigint,
	"product_id" bigint NOT NULL,
	"supplier" text NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"phone" text,
	"email" text,
	"state" text NOT NULL,
	"code_id" bigint,
	"pin_digest" "bytea",
	"pin_sealed" "bytea",
	"pin_sealing_key_id" smallint,
	"pin_last_four" text,
	"failure_code" text,
	"failure_reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "sales_reference_key" UNIQUE NULLS NOT DISTINCT("reference","integrator_id"),
	CONSTRAINT "sales_buyer_check" CHECK (("sales"."integrator_id" is null) = ("sales"."seller_id" is not null)
      and ("sales"."integrator_id" is null) = ("sales"."api_key_id" is null)),
	CONSTRAINT "sales_reference_check" CHECK ("sales"."reference" ~ '^[A-Za-z0-9-]{1,50}$'),
	CONSTRAINT "sales_amount_check" CHECK ("sales"."amount_paisa" > 0),
	CONSTRAINT "sales_state_check" CHECK (case "sales"."state"
        when 'succeeded' then "sales"."settled_at" is not null and "sales"."pin_last_four" is not null and "sales"."failure_code" is null
        when 'failed' then "sales"."settled_at" is not null and "sales"."failure_code" is not null
          and "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'pending' then "sales"."settled_at" is null and "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'unknown' then "sales"."settled_at" is null and "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'pin_missing' then "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'refunded' then "sales"."settled_at" is not null
        else false end),
	CONSTRAINT "sales_pin_check" CHECK (("sales"."state" <> 'succeeded') or case "sales"."supplier"
        when 'stock' then "sales"."code_id" is not null and "sales"."pin_sealed" is null
        else "sales"."code_id" is null and "sales"."pin_sealed" is not null and "sales"."pin_sealing_key_id" is not null
          and "sales"."pin_digest" is not null end)
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor_kind" text NOT NULL,
	"user_id" bigint,
	"api_key_id" bigint,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text,
	CONSTRAINT "audit_events_actor_check" CHECK (("audit_events"."actor_kind" = 'user') = ("audit_events"."user_id" is not null)
      and ("audit_events"."actor_kind" = 'key') = ("audit_events"."api_key_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"window_started_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"token_digest" "bytea" NOT NULL,
	"user_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"address" text,
	"user_agent" text,
	CONSTRAINT "sessions_tokenDigest_unique" UNIQUE("token_digest")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"company_name" text DEFAULT 'Coupon Desk' NOT NULL,
	"time_zone" text DEFAULT 'Asia/Kathmandu' NOT NULL,
	"sales_paused_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_one_row_check" CHECK ("settings"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('admin', 'support', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL,
	"endpoint_id" bigint NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempts_before" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"last_attempt_at" timestamp (3) with time zone,
	"last_status" smallint,
	"last_error" text,
	"last_response" text,
	"last_duration_ms" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_deliveries_event_endpoint_key" UNIQUE("event_id","endpoint_id"),
	CONSTRAINT "webhook_deliveries_state_check" CHECK (case "webhook_deliveries"."state" when 'pending' then "webhook_deliveries"."next_attempt_at" is not null and "webhook_deliveries"."ended_at" is null
      when 'delivered' then "webhook_deliveries"."next_attempt_at" is null and "webhook_deliveries"."ended_at" is not null
      when 'failed' then "webhook_deliveries"."next_attempt_at" is null and "webhook_deliveries"."ended_at" is not null
      when 'cancelled' then "webhook_deliveries"."next_attempt_at" is null and "webhook_deliveries"."ended_at" is not null
      else false end),
	CONSTRAINT "webhook_deliveries_attempts_check" CHECK ("webhook_deliveries"."attempts_before" between 0 and "webhook_deliveries"."attempts")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_endpoints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"url" text NOT NULL,
	"description" text,
	"event_types" text[] NOT NULL,
	"integrator_id" bigint,
	"secret_sealed" "bytea" NOT NULL,
	"secret_sealing_key_id" smallint NOT NULL,
	"old_secret_sealed" "bytea",
	"old_secret_sealing_key_id" smallint,
	"old_secret_expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"disabled_reason" text,
	"deleted_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"flagged_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_endpoints_events_check" CHECK (cardinality("webhook_endpoints"."event_types") >= 1),
	CONSTRAINT "webhook_endpoints_disabled_check" CHECK (("webhook_endpoints"."disabled_at" is null) = ("webhook_endpoints"."disabled_reason" is null)
      and ("webhook_endpoints"."disabled_reason" is null or "webhook_endpoints"."disabled_reason" in ('by_hand', 'gone'))),
	CONSTRAINT "webhook_endpoints_old_secret_check" CHECK (("webhook_endpoints"."old_secret_sealed" is null) = ("webhook_endpoints"."old_secret_sealing_key_id" is null)
      and ("webhook_endpoints"."old_secret_sealed" is null) = ("webhook_endpoints"."old_secret_expires_at" is null)),
	CONSTRAINT "webhook_endpoints_flag_check" CHECK ("webhook_endpoints"."flagged_at" is null or "webhook_endpoints"."failing_since" is not null)
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"id" text PRIMARY KEY DEFAULT 'msg_' || replace(gen_random_uuid()::text, '-', '') NOT NULL,
	"type" text NOT NULL,
	"integrator_id" bigint,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"relayed_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_events_id_check" CHECK ("webhook_events"."id" ~ '^msg_[0-9a-f]{32}$')
);
--> statement-breakpoint
ALTER TABLE "code_batches" ADD CONSTRAINT "code_batches_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_batch_id_code_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."code_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_tvod_prices" ADD CONSTRAINT "coupon_tvod_prices_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_tvod_prices" ADD CONSTRAINT "coupon_tvod_prices_tvod_price_id_tvod_prices_id_fk" FOREIGN KEY ("tvod_price_id") REFERENCES "public"."tvod_prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_user_groups" ADD CONSTRAINT "coupon_user_groups_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_user_groups" ADD CONSTRAINT "coupon_user_groups_user_group_id_user_groups_id_fk" FOREIGN KEY ("user_group_id") REFERENCES "public"."user_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemption_cycles" ADD CONSTRAINT "redemption_cycles_redemption_id_redemptions_id_fk" FOREIGN KEY ("redemption_id") REFERENCES "public"."redemptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_code_id_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_tvod_price_id_tvod_prices_id_fk" FOREIGN KEY ("tvod_price_id") REFERENCES "public"."tvod_prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_accounts" ADD CONSTRAINT "credit_accounts_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_transfers" ADD CONSTRAINT "credit_transfers_from_account_id_credit_accounts_id_fk" FOREIGN KEY ("from_account_id") REFERENCES "public"."credit_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_transfers" ADD CONSTRAINT "credit_transfers_to_account_id_credit_accounts_id_fk" FOREIGN KEY ("to_account_id") REFERENCES "public"."credit_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_transfers" ADD CONSTRAINT "credit_transfers_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_events" ADD CONSTRAINT "sale_events_sale_id_sales_id_fk" FOREIGN KEY ("sale_id") REFERENCES "public"."sales"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_seller_id_users_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_code_id_codes_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."codes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_event_id_webhook_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."webhook_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_batches_coupon_id_idx" ON "code_batches" USING btree ("coupon_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "codes_digest_key" ON "codes" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "codes_coupon_status_idx" ON "codes" USING btree ("coupon_id","status","id");--> statement-breakpoint
CREATE INDEX "coupon_tvod_prices_price_idx" ON "coupon_tvod_prices" USING btree ("tvod_price_id");--> statement-breakpoint
CREATE INDEX "coupon_user_groups_group_idx" ON "coupon_user_groups" USING btree ("user_group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_code_key" ON "coupons" USING btree (lower("code")) WHERE "coupons"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "coupons_any_code_idx" ON "coupons" USING btree (lower("code"));--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_user_once_key" ON "redemptions" USING btree ("coupon_id","user_ref") WHERE "redemptions"."unique_user" and "redemptions"."state" in ('held', 'redeemed');--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_code_once_key" ON "redemptions" USING btree ("code_id") WHERE "redemptions"."code_id" is not null and "redemptions"."state" in ('held', 'redeemed');--> statement-breakpoint
CREATE UNIQUE INDEX "redemptions_idempotency_key" ON "redemptions" USING btree ("integrator_id","idempotency_key") WHERE "redemptions"."idempotency_key" is not null;--> statement-breakpoint
CREATE INDEX "redemptions_coupon_idx" ON "redemptions" USING btree ("coupon_id","id");--> statement-breakpoint
CREATE INDEX "redemptions_created_at_idx" ON "redemptions" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "redemptions_user_idx" ON "redemptions" USING btree ("user_ref","coupon_id");--> statement-breakpoint
CREATE INDEX "redemptions_holds_idx" ON "redemptions" USING btree ("coupon_id","hold_expires_at") WHERE "redemptions"."state" = 'held';--> statement-breakpoint
CREATE UNIQUE INDEX "tvod_prices_name_key" ON "tvod_prices" USING btree (lower("name")) WHERE "tvod_prices"."archived_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "user_groups_name_key" ON "user_groups" USING btree (lower("name")) WHERE "user_groups"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "credit_transfers_from_idx" ON "credit_transfers" USING btree ("from_account_id","id");--> statement-breakpoint
CREATE INDEX "credit_transfers_to_idx" ON "credit_transfers" USING btree ("to_account_id","id");--> statement-breakpoint
CREATE INDEX "api_keys_integrator_id_idx" ON "api_keys" USING btree ("integrator_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "integrators_name_key" ON "integrators" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "deliveries_sale_idx" ON "deliveries" USING btree ("sale_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "products_value_key" ON "products" USING btree ("value") WHERE "products"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "sale_events_sale_idx" ON "sale_events" USING btree ("sale_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sales_code_key" ON "sales" USING btree ("code_id") WHERE "sales"."code_id" is not null;--> statement-breakpoint
CREATE INDEX "sales_product_idx" ON "sales" USING btree ("product_id","id");--> statement-breakpoint
CREATE INDEX "sales_created_at_idx" ON "sales" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "sales_unsettled_idx" ON "sales" USING btree ("id") WHERE "sales"."state" in ('pending', 'unknown', 'pin_missing');--> statement-breakpoint
CREATE INDEX "sales_phone_idx" ON "sales" USING btree ("phone","id") WHERE "sales"."phone" is not null;--> statement-breakpoint
CREATE INDEX "sales_email_idx" ON "sales" USING btree ("email","id") WHERE "sales"."email" is not null;--> statement-breakpoint
CREATE INDEX "sales_pin_last_four_idx" ON "sales" USING btree ("pin_last_four","id") WHERE "sales"."pin_last_four" is not null;--> statement-breakpoint
CREATE INDEX "audit_events_subject_idx" ON "audit_events" USING btree ("subject_kind","subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_user_idx" ON "audit_events" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint_idx" ON "webhook_deliveries" USING btree ("endpoint_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due_idx" ON "webhook_deliveries" USING btree ("next_attempt_at") WHERE "webhook_deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_endpoints_listening_idx" ON "webhook_endpoints" USING gin ("event_types") WHERE "webhook_endpoints"."disabled_at" is null and "webhook_endpoints"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_endpoints_integrator_idx" ON "webhook_endpoints" USING btree ("integrator_id");--> statement-breakpoint
CREATE INDEX "webhook_events_waiting_idx" ON "webhook_events" USING btree ("created_at") WHERE "webhook_events"."relayed_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_events_created_at_idx" ON "webhook_events" USING brin ("created_at");