CREATE TABLE "erased_contacts" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"digest_key_id" smallint NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
