CREATE TABLE "table_imports" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "table_imports_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"file_name" text NOT NULL,
	"added" integer NOT NULL,
	"entry_ids" bigint[] NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"undone" integer,
	CONSTRAINT "table_imports_undone_check" CHECK (("table_imports"."undone_at" is null) = ("table_imports"."undone" is null))
);
--> statement-breakpoint
CREATE INDEX "table_imports_subject_idx" ON "table_imports" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "table_imports_created_idx" ON "table_imports" USING btree ("created_at");