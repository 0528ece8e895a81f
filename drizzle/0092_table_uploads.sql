CREATE TABLE "table_upload_pieces" (
	"file_id" bigint NOT NULL,
	"place" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"sealing_key_id" smallint NOT NULL,
	CONSTRAINT "table_upload_pieces_file_id_place_pk" PRIMARY KEY("file_id","place")
);
--> statement-breakpoint
CREATE TABLE "table_uploads" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "table_uploads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"file_name" text NOT NULL,
	"reading" jsonb NOT NULL,
	"state" text NOT NULL,
	"user_id" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"run" integer DEFAULT 0 NOT NULL,
	"faults" integer DEFAULT 0 NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"new_rows" integer DEFAULT 0 NOT NULL,
	"warned" integer DEFAULT 0 NOT NULL,
	"not_data" integer DEFAULT 0 NOT NULL,
	"sealed_result" "bytea",
	"sealing_key_id" smallint,
	"meant" boolean DEFAULT false NOT NULL,
	"failure" text,
	"refusal" text,
	"import_id" bigint,
	CONSTRAINT "table_uploads_state_check" CHECK ("table_uploads"."state" in ('receiving', 'checking', 'checked', 'importing', 'done', 'cancelled', 'failed')),
	CONSTRAINT "table_uploads_failure_check" CHECK (("table_uploads"."state" = 'failed') = ("table_uploads"."failure" is not null)),
	CONSTRAINT "table_uploads_progress_check" CHECK ("table_uploads"."rows_done" between 0 and "table_uploads"."rows")
);
--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_state" text;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_user_id" bigint;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_run" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_faults" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_seen" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undone_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_staying" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_stays" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "table_imports" ADD COLUMN "undo_gone" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_upload_pieces" ADD CONSTRAINT "table_upload_pieces_file_id_table_uploads_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."table_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_uploads" ADD CONSTRAINT "table_uploads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_uploads" ADD CONSTRAINT "table_uploads_import_id_table_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."table_imports"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "table_uploads_subject_idx" ON "table_uploads" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "table_uploads_created_idx" ON "table_uploads" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "table_uploads_import_idx" ON "table_uploads" USING btree ("import_id");--> statement-breakpoint
ALTER TABLE "table_imports" ADD CONSTRAINT "table_imports_undo_user_id_users_id_fk" FOREIGN KEY ("undo_user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_imports" ADD CONSTRAINT "table_imports_undo_state_check" CHECK ("table_imports"."undo_state" in ('running', 'failed'));