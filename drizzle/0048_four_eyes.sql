CREATE TABLE "approvals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "approvals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"input" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"asker_id" bigint NOT NULL,
	"reason" text,
	"state" text DEFAULT 'draft' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decider_id" bigint,
	"decided_at" timestamp (3) with time zone,
	"answer" text,
	CONSTRAINT "approvals_state_check" CHECK ("approvals"."state" in ('draft', 'waiting', 'approved', 'done', 'failed', 'refused', 'withdrawn')),
	CONSTRAINT "approvals_reason_check" CHECK (("approvals"."state" = 'draft') = ("approvals"."reason" is null)),
	CONSTRAINT "approvals_decider_check" CHECK ("approvals"."decider_id" is distinct from "approvals"."asker_id"),
	CONSTRAINT "approvals_decided_check" CHECK (("approvals"."state" in ('approved', 'done', 'failed', 'refused')) = ("approvals"."decider_id" is not null)
      and ("approvals"."state" in ('draft', 'waiting')) = ("approvals"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "four_eyes_credit_paisa" bigint;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "four_eyes_export_codes" integer;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "four_eyes_free_coupons" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "four_eyes_void_paisa" bigint;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_asker_id_users_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decider_id_users_id_fk" FOREIGN KEY ("decider_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approvals_state_idx" ON "approvals" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "approvals_asker_idx" ON "approvals" USING btree ("asker_id","id");--> statement-breakpoint
CREATE INDEX "approvals_subject_idx" ON "approvals" USING btree ("subject_kind","subject_id");--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_four_eyes_check" CHECK ("settings"."four_eyes_credit_paisa" >= 0 and "settings"."four_eyes_export_codes" >= 0 and "settings"."four_eyes_void_paisa" >= 0);