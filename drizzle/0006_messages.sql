CREATE TABLE "email_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "email_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "email_events_message_key" UNIQUE("message_id")
);
--> statement-breakpoint
CREATE TABLE "message_providers" (
	"channel" text PRIMARY KEY NOT NULL,
	"last_sent_at" timestamp (3) with time zone,
	"last_failed_at" timestamp (3) with time zone,
	"last_failure" text,
	"failing_since" timestamp (3) with time zone,
	CONSTRAINT "message_providers_channel_check" CHECK ("message_providers"."channel" in ('sms', 'email'))
);
--> statement-breakpoint
CREATE TABLE "message_templates" (
	"channel" text PRIMARY KEY NOT NULL,
	"subject" text,
	"body" text,
	"version" integer DEFAULT 0 NOT NULL,
	"updated_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_templates_channel_check" CHECK ("message_templates"."channel" in ('sms', 'email')),
	CONSTRAINT "message_templates_subject_check" CHECK (case "message_templates"."channel" when 'sms' then "message_templates"."subject" is null
      else ("message_templates"."subject" is null) = ("message_templates"."body" is null) end),
	CONSTRAINT "message_templates_body_check" CHECK ("message_templates"."body" is null or strpos("message_templates"."body", '{pin}') > 0)
);
--> statement-breakpoint
CREATE INDEX "email_events_provider_idx" ON "email_events" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "email_events_created_at_idx" ON "email_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "deliveries_provider_idx" ON "deliveries" USING btree ("provider_id") WHERE "deliveries"."provider_id" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_queued_idx" ON "deliveries" USING btree ("channel") WHERE "deliveries"."state" = 'queued';