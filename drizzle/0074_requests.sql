CREATE TABLE "api_requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"integrator_id" bigint NOT NULL,
	"api_key_id" bigint NOT NULL,
	"lane" text NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"query" text,
	"status" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	"request_id" text NOT NULL,
	"error_code" text,
	"body" text,
	"answer" text,
	CONSTRAINT "api_requests_lane_check" CHECK ("api_requests"."lane" in ('v1', 'management', 'nettv'))
);
--> statement-breakpoint
ALTER TABLE "retention" ADD COLUMN "request_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
CREATE INDEX "api_requests_at_idx" ON "api_requests" USING btree ("at");--> statement-breakpoint
CREATE INDEX "api_requests_integrator_idx" ON "api_requests" USING btree ("integrator_id","id");--> statement-breakpoint
CREATE INDEX "api_requests_request_id_idx" ON "api_requests" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "api_requests_refused_idx" ON "api_requests" USING btree ("integrator_id","id") WHERE "api_requests"."status" >= 400;--> statement-breakpoint
ALTER TABLE "retention" ADD CONSTRAINT "retention_request_days_check" CHECK ("retention"."request_days" between 1 and 36500);