CREATE TABLE "code_acts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"matched" jsonb NOT NULL,
	"changed" integer NOT NULL,
	"code_ids" "int8multirange" NOT NULL,
	"undoes" bigint,
	"actor_name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "code_acts_kind_check" CHECK ("code_acts"."kind" in ('delete', 'restore'))
);
--> statement-breakpoint
CREATE TABLE "code_upload_rows" (
	"upload_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"verdict" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"sealing_key_id" smallint NOT NULL,
	"last_four" text NOT NULL,
	CONSTRAINT "code_upload_rows_upload_id_line_pk" PRIMARY KEY("upload_id","line"),
	CONSTRAINT "code_upload_rows_verdict_check" CHECK ("code_upload_rows"."verdict" in ('good', 'malformed', 'wrong_check', 'duplicate', 'existing'))
);
--> statement-breakpoint
CREATE TABLE "code_uploads" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "code_uploads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"file_name" text NOT NULL,
	"has_check_characters" boolean NOT NULL,
	"state" text NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"good" integer DEFAULT 0 NOT NULL,
	"malformed" integer DEFAULT 0 NOT NULL,
	"wrong_check" integer DEFAULT 0 NOT NULL,
	"duplicate" integer DEFAULT 0 NOT NULL,
	"existing" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"batch_id" bigint,
	"imported_to_line" integer DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "code_uploads_state_check" CHECK ("code_uploads"."state" in ('receiving', 'checking', 'checked', 'failed')),
	CONSTRAINT "code_uploads_counts_check" CHECK ("code_uploads"."state" <> 'checked'
        or "code_uploads"."rows" = "code_uploads"."good" + "code_uploads"."malformed" + "code_uploads"."wrong_check" + "code_uploads"."duplicate" + "code_uploads"."existing")
);
--> statement-breakpoint
ALTER TABLE "code_batches" DROP CONSTRAINT "code_batches_kind_check";--> statement-breakpoint
ALTER TABLE "code_batches" ADD COLUMN "pattern" jsonb;--> statement-breakpoint
ALTER TABLE "code_batches" ADD COLUMN "first_code_id" bigint;--> statement-breakpoint
ALTER TABLE "code_batches" ADD COLUMN "last_code_id" bigint;--> statement-breakpoint
ALTER TABLE "code_batches" ADD COLUMN "faults" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_acts" ADD CONSTRAINT "code_acts_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_upload_rows" ADD CONSTRAINT "code_upload_rows_upload_id_code_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."code_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD CONSTRAINT "code_uploads_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD CONSTRAINT "code_uploads_batch_id_code_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."code_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_acts_coupon_idx" ON "code_acts" USING btree ("coupon_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "code_acts_undoes_key" ON "code_acts" USING btree ("undoes");--> statement-breakpoint
CREATE INDEX "code_uploads_coupon_idx" ON "code_uploads" USING btree ("coupon_id","id");--> statement-breakpoint
CREATE INDEX "code_uploads_batch_idx" ON "code_uploads" USING btree ("batch_id");--> statement-breakpoint
ALTER TABLE "code_batches" ADD CONSTRAINT "code_batches_kind_check" CHECK ("code_batches"."kind" in ('generated', 'listed', 'imported'));