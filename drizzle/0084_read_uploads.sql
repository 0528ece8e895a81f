CREATE TABLE "code_upload_pieces" (
	"file_id" bigint NOT NULL,
	"place" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"sealing_key_id" smallint NOT NULL,
	CONSTRAINT "code_upload_pieces_file_id_place_pk" PRIMARY KEY("file_id","place")
);
--> statement-breakpoint
ALTER TABLE "code_uploads" DROP CONSTRAINT "code_uploads_state_check";--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "bytes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "bytes_read" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "read_to_line" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "checked_to_line" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "run" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "faults" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_upload_pieces" ADD CONSTRAINT "code_upload_pieces_file_id_code_uploads_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."code_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD CONSTRAINT "code_uploads_state_check" CHECK ("code_uploads"."state" in ('receiving', 'reading', 'checking', 'checked', 'cancelled', 'failed'));