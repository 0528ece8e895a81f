ALTER TABLE "code_upload_rows" DROP CONSTRAINT "code_upload_rows_verdict_check";--> statement-breakpoint
ALTER TABLE "code_uploads" DROP CONSTRAINT "code_uploads_counts_check";--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "damaged" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "misaligned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "not_data" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "reading" jsonb;--> statement-breakpoint
ALTER TABLE "code_uploads" ADD COLUMN "concerns" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "code_upload_rows" ADD CONSTRAINT "code_upload_rows_verdict_check" CHECK ("code_upload_rows"."verdict" in ('good', 'malformed', 'wrong_check', 'duplicate', 'existing', 'damaged', 'misaligned', 'not_data'));--> statement-breakpoint
ALTER TABLE "code_uploads" ADD CONSTRAINT "code_uploads_counts_check" CHECK ("code_uploads"."state" <> 'checked'
        or "code_uploads"."rows" = "code_uploads"."good" + "code_uploads"."malformed" + "code_uploads"."wrong_check" + "code_uploads"."duplicate" + "code_uploads"."existing"
          + "code_uploads"."damaged" + "code_uploads"."misaligned" + "code_uploads"."not_data");