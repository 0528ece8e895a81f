CREATE TABLE "person_limit_lifts" (
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_limit_lifts_user_id_kind_pk" PRIMARY KEY("user_id","kind"),
	CONSTRAINT "person_limit_lifts_kind_check" CHECK ("person_limit_lifts"."kind" in ('sale', 'reveal'))
);
--> statement-breakpoint
CREATE TABLE "person_limits" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"sale_hour_ask" integer,
	"sale_hour_stop" integer,
	"sale_day_ask" integer,
	"sale_day_stop" integer,
	"reveal_hour_ask" integer,
	"reveal_hour_stop" integer,
	"reveal_day_ask" integer,
	"reveal_day_stop" integer,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_limits_one_row_check" CHECK ("person_limits"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "person_uses" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_uses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_uses_kind_check" CHECK ("person_uses"."kind" in ('sale', 'reveal'))
);
--> statement-breakpoint
ALTER TABLE "person_limit_lifts" ADD CONSTRAINT "person_limit_lifts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_uses" ADD CONSTRAINT "person_uses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "person_uses_key" ON "person_uses" USING btree ("user_id","kind","key");--> statement-breakpoint
CREATE INDEX "person_uses_at_idx" ON "person_uses" USING btree ("at");