CREATE TABLE "audit_heads" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_heads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"day" date NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"closed_id" bigint NOT NULL,
	"mark_id" bigint NOT NULL,
	"mark_xid" text NOT NULL,
	"key_id" smallint NOT NULL,
	"signature" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"position" bigint PRIMARY KEY NOT NULL,
	"event_id" bigint NOT NULL,
	"day" date NOT NULL,
	"salt" "bytea" NOT NULL,
	"data_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_links_event_key" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE INDEX "audit_heads_position_idx" ON "audit_heads" USING btree ("position");