CREATE TABLE "customer_contacts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customer_contacts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"contact" text NOT NULL,
	"language" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"author_id" bigint NOT NULL,
	CONSTRAINT "customer_contacts_language_check" CHECK ("customer_contacts"."language" in ('en', 'ne', 'pt'))
);
--> statement-breakpoint
ALTER TABLE "customer_notes" ALTER COLUMN "sale_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "customer_notes" ADD COLUMN "contact_id" bigint;--> statement-breakpoint
ALTER TABLE "customer_contacts" ADD CONSTRAINT "customer_contacts_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customer_contacts_contact_key" ON "customer_contacts" USING btree ("contact");--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_contact_id_customer_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."customer_contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_notes_contact_id_idx" ON "customer_notes" USING btree ("contact_id") WHERE "customer_notes"."contact_id" is not null;--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_source_check" CHECK ("customer_notes"."sale_id" is not null or "customer_notes"."contact_id" is not null);