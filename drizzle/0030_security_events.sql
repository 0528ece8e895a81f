CREATE TABLE "api_key_networks" (
	"api_key_id" bigint NOT NULL,
	"network" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_networks_api_key_id_network_pk" PRIMARY KEY("api_key_id","network")
);
--> statement-breakpoint
CREATE TABLE "security_alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "security_alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"subject" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"filter" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"seen_by" text,
	"mailed_at" timestamp (3) with time zone,
	CONSTRAINT "security_alerts_cause_key" UNIQUE("cause"),
	CONSTRAINT "security_alerts_kind_check" CHECK ("security_alerts"."kind" in ('bad_sign_ins', 'key_new_network', 'bulk_export'))
);
--> statement-breakpoint
CREATE TABLE "security_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "security_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slot" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"actor_kind" text NOT NULL,
	"user_id" bigint,
	"api_key_id" bigint,
	"actor_name" text,
	"address" text,
	"device" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text,
	CONSTRAINT "security_events_slot_key" UNIQUE("slot"),
	CONSTRAINT "security_events_count_check" CHECK ("security_events"."count" >= 1)
);
--> statement-breakpoint
CREATE INDEX "security_alerts_unseen_idx" ON "security_alerts" USING btree ("id") WHERE "security_alerts"."seen_at" is null;--> statement-breakpoint
CREATE INDEX "security_alerts_unmailed_idx" ON "security_alerts" USING btree ("id") WHERE "security_alerts"."mailed_at" is null;--> statement-breakpoint
CREATE INDEX "security_events_last_at_idx" ON "security_events" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "security_events_kind_idx" ON "security_events" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "security_events_user_idx" ON "security_events" USING btree ("user_id","id") WHERE "security_events"."user_id" is not null;--> statement-breakpoint
CREATE INDEX "security_events_key_idx" ON "security_events" USING btree ("api_key_id","id") WHERE "security_events"."api_key_id" is not null;--> statement-breakpoint
CREATE INDEX "security_events_address_idx" ON "security_events" USING btree ("address","id") WHERE "security_events"."address" is not null;