ALTER TABLE "api_keys" ADD COLUMN "publishable_key" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "origins" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_publishable_check" CHECK (case when "api_keys"."publishable_key" is null
        then not "api_keys"."scopes" @> '{redemptions:check}' and cardinality("api_keys"."origins") = 0
        else "api_keys"."scopes" = '{redemptions:check}' and cardinality("api_keys"."origins") between 1 and 20
          and cardinality("api_keys"."networks") = 0 and cardinality("api_keys"."reveals_coupon_ids") = 0 and "api_keys"."coupon_limit" = 'own' end);