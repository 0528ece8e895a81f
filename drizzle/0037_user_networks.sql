CREATE TABLE "user_networks" (
	"user_id" bigint NOT NULL,
	"network" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_networks_user_id_network_pk" PRIMARY KEY("user_id","network")
);
--> statement-breakpoint
ALTER TABLE "user_networks" ADD CONSTRAINT "user_networks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO "user_networks" ("user_id", "network", "first_seen_at", "last_seen_at")
SELECT "user_id", "address", min("created_at"), max("last_seen_at") FROM "sessions"
WHERE "address" ~ '^[0-9]{1,3}([.][0-9]{1,3}){3}$' GROUP BY "user_id", "address";
