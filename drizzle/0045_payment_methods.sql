ALTER TABLE "sales" ADD COLUMN "payment_method" text;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "payment_methods" text[] DEFAULT '{"cash","esewa","khalti","bank_transfer","card","on_account"}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sales" ADD CONSTRAINT "sales_payment_method_check" CHECK ("sales"."payment_method" is null or ("sales"."integrator_id" is null
      and "sales"."payment_method" in ('cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account')));--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_payment_methods_check" CHECK ("settings"."payment_methods" <@ array['cash', 'esewa', 'khalti', 'bank_transfer', 'card', 'on_account']);