CREATE TABLE "roles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "roles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"permissions" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "assigned_role" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "role_id" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "roles_name_key" ON "roles" USING btree (lower("name"));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "users_role_id_idx" ON "users" USING btree ("role_id");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_assigned_role_check" CHECK ("users"."assigned_role" in ('supervisor', 'own'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_role_id_check" CHECK (("users"."assigned_role" is not distinct from 'own') = ("users"."role_id" is not null));--> statement-breakpoint
-- The version before changes `role` and knows nothing of what is in its place.
CREATE FUNCTION "clear_assigned_role"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.assigned_role IS NOT DISTINCT FROM old.assigned_role AND new.role_id IS NOT DISTINCT FROM old.role_id THEN
    new.assigned_role := null;
    new.role_id := null;
  END IF;
  RETURN new;
END $$;--> statement-breakpoint
CREATE TRIGGER "users_clear_assigned_role" BEFORE UPDATE OF "role" ON "users" FOR EACH ROW
  WHEN (new.role IS DISTINCT FROM old.role) EXECUTE FUNCTION "clear_assigned_role"();
