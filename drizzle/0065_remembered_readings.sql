CREATE TABLE "file_readings" (
	"user_id" bigint NOT NULL,
	"shape" text NOT NULL,
	"reading" jsonb NOT NULL,
	"read_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_readings_user_id_shape_pk" PRIMARY KEY("user_id","shape")
);
--> statement-breakpoint
ALTER TABLE "file_readings" ADD CONSTRAINT "file_readings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_readings_read_idx" ON "file_readings" USING btree ("read_at");