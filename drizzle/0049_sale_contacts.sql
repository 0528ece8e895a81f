-- Sales whose contact was corrected before they kept the corrected one: where their last message went.
UPDATE "sales" s SET "phone" = d."recipient"
FROM (SELECT DISTINCT ON ("sale_id") "sale_id", "recipient" FROM "deliveries" WHERE "channel" = 'sms' ORDER BY "sale_id", "id" DESC) d
WHERE d."sale_id" = s."id" AND s."phone" <> d."recipient" AND s."phone" <> 'erased' AND d."recipient" <> 'erased';--> statement-breakpoint
UPDATE "sales" s SET "email" = d."recipient"
FROM (SELECT DISTINCT ON ("sale_id") "sale_id", "recipient" FROM "deliveries" WHERE "channel" = 'email' ORDER BY "sale_id", "id" DESC) d
WHERE d."sale_id" = s."id" AND s."email" <> d."recipient" AND s."email" <> 'erased' AND d."recipient" <> 'erased';
