import { couponImport } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-groups';
import { contactImport } from '@/lib/domain/sales/contact-import/contact-import';
import { productImport } from '@/lib/domain/sales/product-import/product-import';

/** The imports of tables, by what their pages are called. */
export const tableImports = {
  coupons: couponImport,
  customers: contactImport,
  products: productImport,
  'user-groups': userGroupImport,
  'tvod-prices': tvodPriceImport,
};
