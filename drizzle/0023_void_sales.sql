ALTER TABLE "sales" DROP CONSTRAINT "sales_state_check";--> statement-breakpoint
ALTER TABLE "sales" ADD COLUMN "voided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "void_minutes" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_state_check" CHECK (case "sales"."state"
        when 'succeeded' then "sales"."settled_at" is not null and "sales"."pin_last_four" is not null and "sales"."failure_code" is null
        when 'failed' then "sales"."settled_at" is not null and "sales"."failure_code" is not null
          and "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'pending' then "sales"."settled_at" is null and "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'unknown' then "sales"."settled_at" is null and "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'pin_missing' then "sales"."code_id" is null and "sales"."pin_sealed" is null
        when 'refunded' then "sales"."settled_at" is not null
        when 'voided' then "sales"."settled_at" is not null and "sales"."voided_at" is not null and "sales"."code_id" is not null
          and "sales"."pin_last_four" is not null and "sales"."failure_code" is null
        else false end);--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_void_check" CHECK ("settings"."void_minutes" between 0 and 1440);