import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import { inPieces, readAsProposed, withJobs } from '@/lib/domain/coupons/imports/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { couponImport } from './coupon-import';

/**
 * Files as other systems export them, written from the columns that they document: the coupon and promotion code objects of
 * Stripe's API, the export of discounts in Shopify's admin, the fields of WooCommerce's REST API and of the posts behind it,
 * and the fields of Voucherify's export of vouchers.
 */
const headers = {
  stripe_coupons:
    'id,object,amount_off,created,currency,duration,duration_in_months,livemode,max_redemptions,name,percent_off,redeem_by,times_redeemed,valid',
  stripe_dashboard:
    'Id,Name,Percent Off,Amount Off,Currency,Duration,Duration In Months,Max Redemptions,Redeem By (UTC),Times Redeemed',
  stripe_codes:
    'id,code,coupon,coupon.percent_off,coupon.amount_off,coupon.currency,coupon.duration,active,customer,expires_at,max_redemptions,restrictions.first_time_transaction,restrictions.minimum_amount,restrictions.minimum_amount_currency,times_redeemed',
  shopify:
    'Name,Value,Value Type,Type,Discount Class,Minimum Purchase Requirements,Combines with Order Discounts,Combines with Product Discounts,Combines with Shipping Discounts,Customer Selection,Context,Times Used In Total,Applies Once Per Customer,Usage Limit Per Code,Status,Start,End',
  woocommerce:
    'post_title,post_status,post_excerpt,post_date,discount_type,coupon_amount,individual_use,product_ids,usage_limit,usage_limit_per_user,expiry_date,free_shipping,minimum_amount,maximum_amount,customer_email,usage_count',
  woocommerce_api:
    'id,code,amount,status,discount_type,description,date_expires,usage_count,individual_use,usage_limit,usage_limit_per_user,minimum_amount,maximum_amount',
  voucherify:
    'code,voucher_type,value,discount_type,campaign,category,start_date,expiration_date,gift_balance,loyalty_balance,redemption_quantity,redemption_count,active,qr_code,bar_code,metadata,is_referral_code,created_at,updated_at,validity_timeframe_interval,validity_timeframe_duration,validity_day_of_week,discount_amount_limit,campaign_id,additional_info,customer_id,discount_unit_type,discount_unit_effect,customer_source_id',
} as const;
export type Vendor = keyof typeof headers;

/** The file of a vendor with these rows; what a row leaves out is empty in it. */
export function vendorFile(vendor: Vendor, rows: Record<string, string>[]): string {
  const header = headers[vendor].split(',');
  const unknown = rows.flatMap((row) => Object.keys(row).filter((name) => !header.includes(name)));
  if (unknown.length > 0) throw new Error(`${vendor} has no ${unknown.join(', ')}.`);
  return toCsv([header, ...rows.map((row) => header.map((name) => row[name] ?? ''))]);
}

type Content = string | Uint8Array;
export type Chosen = Parameters<typeof readAsProposed>[3];

export const now = new Date('2026-11-03T06:15:00Z');

/** A database of one's own, an admin, and the steps of an import by them, read as proposed. For the top of a file of tests. */
export function openCouponImport() {
  const test = openTestDatabase();
  const admin = prepared(() => makeUserContext(test.db, 'admin', () => now));
  const headOf = (text: Content) => couponImport.readHead(admin, { isWhole: true, file: inPieces(text) });
  const checked = async (text: Content, chosen?: Chosen) =>
    withJobs(couponImport).checkFile(admin, {
      ...(await readAsProposed(couponImport, admin, text, chosen)),
      file: inPieces(text),
    });
  /** By default as somebody imports who means what it is warned of. */
  const imported = async (text: Content, chosen?: Chosen, { meant = true } = {}) =>
    withJobs(couponImport).importFile(admin, {
      meant,
      ...(await readAsProposed(couponImport, admin, text, chosen)),
      fileName: 'coupons.csv',
      file: inPieces(text),
    });
  return { test, admin, headOf, checked, imported };
}
