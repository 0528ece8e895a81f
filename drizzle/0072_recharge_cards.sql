ALTER TABLE "products" ADD COLUMN "supplier_method" text;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_supplier_method_check" CHECK ("products"."supplier_method" is null or ("products"."supplier" = 'khalti'
      and "products"."supplier_method" in ('ntc-erc', 'smart-erc', 'dishhome-erc', 'broadlink-erc')));