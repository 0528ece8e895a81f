CREATE TABLE "credit_requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credit_requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"integrator_id" bigint NOT NULL,
	"amount_paisa" bigint NOT NULL,
	"note" text NOT NULL,
	"asked_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"granted_paisa" bigint,
	"answer" text,
	"mail_due" boolean DEFAULT false NOT NULL,
	CONSTRAINT "credit_requests_state_check" CHECK ("credit_requests"."state" in ('open', 'granted', 'refused', 'withdrawn')),
	CONSTRAINT "credit_requests_ended_check" CHECK (("credit_requests"."state" = 'open') = ("credit_requests"."ended_at" is null)),
	CONSTRAINT "credit_requests_amount_check" CHECK ("credit_requests"."amount_paisa" > 0),
	CONSTRAINT "credit_requests_granted_check" CHECK (("credit_requests"."state" = 'granted') = ("credit_requests"."granted_paisa" is not null))
);
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_assigned_role_check";--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "integrator_id" bigint;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "partner_replaces" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "integrator_id" bigint;--> statement-breakpoint
ALTER TABLE "credit_requests" ADD CONSTRAINT "credit_requests_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_requests" ADD CONSTRAINT "credit_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_requests_open_key" ON "credit_requests" USING btree ("integrator_id") WHERE "credit_requests"."state" = 'open';--> statement-breakpoint
CREATE INDEX "credit_requests_integrator_idx" ON "credit_requests" USING btree ("integrator_id","id");--> statement-breakpoint
CREATE INDEX "credit_requests_mail_idx" ON "credit_requests" USING btree ("id") WHERE "credit_requests"."mail_due";--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_integrator_id_idx" ON "invitations" USING btree ("integrator_id");--> statement-breakpoint
CREATE INDEX "users_integrator_id_idx" ON "users" USING btree ("integrator_id");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_integrator_id_check" CHECK (("invitations"."role" = 'partner') = ("invitations"."integrator_id" is not null));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_integrator_id_check" CHECK (("users"."assigned_role" is not distinct from 'partner') = ("users"."integrator_id" is not null));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_assigned_role_check" CHECK ("users"."assigned_role" in ('supervisor', 'own', 'partner'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_integrator_id_integrators_id_fk" FOREIGN KEY ("integrator_id") REFERENCES "public"."integrators"("id");--> statement-breakpoint
-- The version before changes `role` and knows nothing of what is in its place.
CREATE OR REPLACE FUNCTION "clear_assigned_role"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.assigned_role IS NOT DISTINCT FROM old.assigned_role AND new.role_id IS NOT DISTINCT FROM old.role_id THEN
    new.assigned_role := null;
    new.role_id := null;
    new.integrator_id := null;
  END IF;
  RETURN new;
END $$;
