ALTER TABLE "sales" DROP CONSTRAINT "sales_payment_method_check";--> statement-breakpoint
ALTER TABLE "payment_corrections" DROP CONSTRAINT "payment_corrections_method_check";--> statement-breakpoint
ALTER TABLE "shift_entries" DROP CONSTRAINT "shift_entries_method_check";--> statement-breakpoint
ALTER TABLE "shift_counts" DROP CONSTRAINT "shift_counts_method_check";--> statement-breakpoint
ALTER TABLE "settings" DROP CONSTRAINT "settings_payment_methods_check";--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "own_payment_names" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- Every row fits these already, by the checks that they replace: reading millions of them under the lock would say nothing new.
ALTER TABLE "sales" ADD CONSTRAINT "sales_payment_method_check" CHECK ("sales"."payment_method" is null or ("sales"."integrator_id" is null
      and "sales"."payment_method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'own_1', 'own_2', 'own_3',
      'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12'))) NOT VALID;--> statement-breakpoint
ALTER TABLE "payment_corrections" ADD CONSTRAINT "payment_corrections_method_check" CHECK ("payment_corrections"."from_method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated',
  'own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12') and "payment_corrections"."to_method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated',
  'own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12') and "payment_corrections"."from_method" <> "payment_corrections"."to_method") NOT VALID;--> statement-breakpoint
ALTER TABLE "shift_entries" ADD CONSTRAINT "shift_entries_method_check" CHECK ("shift_entries"."method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated',
  'own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12')) NOT VALID;--> statement-breakpoint
ALTER TABLE "shift_counts" ADD CONSTRAINT "shift_counts_method_check" CHECK ("shift_counts"."method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account', 'unstated',
  'own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12'));--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_own_payments_check" CHECK (cardinality("settings"."own_payment_names") <= 12);--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_payment_methods_check" CHECK ("settings"."payment_methods" <@ (array['cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account']
      || (array['own_1', 'own_2', 'own_3', 'own_4', 'own_5', 'own_6', 'own_7', 'own_8', 'own_9', 'own_10', 'own_11', 'own_12'])[:cardinality("settings"."own_payment_names")]));