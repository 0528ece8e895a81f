CREATE TABLE "refused_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "refused_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"coupon_id" bigint NOT NULL,
	"code_id" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	"user_key" bigint NOT NULL,
	"slot" bigint NOT NULL,
	"user_status" text,
	"group_ids" bigint[] DEFAULT '{}' NOT NULL,
	"amount" bigint,
	"failed" text[] NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "refused_attempts_slot_key" ON "refused_attempts" USING btree ("coupon_id","slot");--> statement-breakpoint
CREATE INDEX "refused_attempts_coupon_idx" ON "refused_attempts" USING btree ("coupon_id","at");--> statement-breakpoint
CREATE INDEX "refused_attempts_at_idx" ON "refused_attempts" USING btree ("at");