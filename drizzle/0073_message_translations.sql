CREATE TABLE "message_translations" (
	"channel" text NOT NULL,
	"language" text NOT NULL,
	"subject" text,
	"body" text,
	"version" integer DEFAULT 0 NOT NULL,
	"updated_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_translations_channel_language_pk" PRIMARY KEY("channel","language"),
	CONSTRAINT "message_translations_language_check" CHECK ("message_translations"."channel" in ('sms', 'email') and "message_translations"."language" in ('ne', 'pt')),
	CONSTRAINT "message_translations_subject_check" CHECK (case "message_translations"."channel" when 'sms' then "message_translations"."subject" is null
      else ("message_translations"."subject" is null) = ("message_translations"."body" is null) end),
	CONSTRAINT "message_translations_body_check" CHECK ("message_translations"."body" is null or strpos("message_translations"."body", '{pin}') > 0)
);
