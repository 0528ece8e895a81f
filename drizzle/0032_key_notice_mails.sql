CREATE TABLE "key_notice_mails" (
	"key_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "key_notice_mails_key_id_user_id_pk" PRIMARY KEY("key_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "key_mails" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "key_notice_mails" ADD CONSTRAINT "key_notice_mails_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_notice_mails" ADD CONSTRAINT "key_notice_mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;