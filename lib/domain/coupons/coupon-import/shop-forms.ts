import { reason } from '@/lib/domain/coupons/imports/reasons';
import { narrowedBy, perUser, vendorForm } from './vendor-form';

/** Discount codes as the admin of Shopify exports them: a value has the sign of a subtraction, an amount the shop's currency. */
export const shopifyCodes = vendorForm({
  name: 'shopify',
  columns: [
    { name: 'name', isNeeded: true },
    { name: 'value', isNeeded: true },
    { name: 'value_type', isNeeded: true },
    { name: 'type' },
    { name: 'minimum_purchase_requirements' },
    { name: 'applies_once_per_customer' },
    { name: 'usage_limit_per_code' },
    { name: 'status' },
    { name: 'start' },
    { name: 'end' },
    { name: 'discount_class' },
    { name: 'customer_selection' },
  ],
  async give(row) {
    const kind = row.cell('value_type').toLowerCase();
    const type = row.cell('type');
    const isAmount = kind === 'fixed_amount';
    if ((!isAmount && kind !== 'percentage') || /free shipping|buy x|app/i.test(type)) {
      return reason('otherKind', { value: [type, kind].filter(Boolean).join(', ') });
    }
    const minimum = row.cell('minimum_purchase_requirements');
    const narrowed = [
      ...(/product/i.test(row.cell('discount_class')) ? ['discount_class'] : []),
      ...(/^(?:|all.*)$/i.test(row.cell('customer_selection')) ? [] : ['customer_selection']),
      ...(/^[\d.,]*$/.test(minimum) ? [] : ['minimum_purchase_requirements']),
    ].map((name) => narrowedBy(row, name));
    const isOn = /^(?:|active|scheduled)$/i.test(row.cell('status')) && narrowed.length === 0;
    return {
      code: row.cell('name'),
      duration: 'once',
      discount: isAmount ? 0 : row.percent('value'),
      amountOff: isAmount ? row.amount('value', 'major') : null,
      minimumAmount: /^[\d.,]+$/.test(minimum) ? row.amount('minimum_purchase_requirements', 'major') : null,
      maxRedemptions: row.whole('usage_limit_per_code'),
      ...(row.is('applies_once_per_customer') ? perUser(1) : {}),
      releaseAt: await row.instant('start', 'start'),
      expiresAt: await row.instant('end', 'end'),
      status: isOn ? 'available' : 'unavailable',
      notes: narrowed,
    };
  },
});

/** Coupons of WooCommerce, by the names of its REST API or of the posts that it keeps them in. */
export const wooCoupons = vendorForm({
  name: 'woocommerce',
  columns: [
    { name: 'code', headers: ['post title', 'coupon code'], isNeeded: true },
    { name: 'discount_type', headers: ['type'], isNeeded: true },
    { name: 'amount', headers: ['coupon amount'], isNeeded: true },
    { name: 'description', headers: ['post excerpt'] },
    { name: 'status', headers: ['post status'] },
    { name: 'date_expires', headers: ['expiry date', 'date expires gmt'] },
    { name: 'usage_limit' },
    { name: 'usage_limit_per_user' },
    { name: 'minimum_amount' },
    { name: 'maximum_amount', narrows: true },
    { name: 'product_ids', headers: ['products'], narrows: true },
    { name: 'excluded_product_ids', headers: ['exclude product ids', 'exclude products'], narrows: true },
    { name: 'product_categories', narrows: true },
    { name: 'excluded_product_categories', headers: ['exclude product categories'], narrows: true },
    { name: 'email_restrictions', headers: ['customer email', 'customer emails'], narrows: true },
    { name: 'exclude_sale_items', narrows: true },
    { name: 'limit_usage_to_x_items', narrows: true },
  ],
  async give(row) {
    const type = row.cell('discount_type').toLowerCase();
    if (type !== 'percent' && type !== 'fixed_cart') {
      return reason('otherKind', { value: row.cell('discount_type') });
    }
    const count = (name: string) => (Number(row.cell(name)) === 0 ? null : row.whole(name));
    const isPercent = type === 'percent';
    return {
      code: row.cell('code'),
      duration: 'once',
      // Kept with four decimals there.
      discount: isPercent ? row.percent('amount') : 0,
      amountOff: isPercent ? null : row.amount('amount', 'major'),
      description: row.cell('description') || null,
      minimumAmount: row.amount('minimum_amount', 'major'),
      maxRedemptions: count('usage_limit'),
      ...perUser(count('usage_limit_per_user')),
      // There a day is the first on which it is over.
      expiresAt: await row.instant('date_expires', 'start'),
      status: /^(?:|publish)$/i.test(row.cell('status')) ? 'available' : 'unavailable',
    };
  },
});

/** Vouchers of Voucherify, by the fields of its export. */
export const voucherifyVouchers = vendorForm({
  name: 'voucherify',
  asksUnit: true,
  columns: [
    { name: 'code', isNeeded: true },
    { name: 'voucher_type', isNeeded: true },
    { name: 'value', isNeeded: true, isAmount: true },
    { name: 'discount_type', isNeeded: true },
    { name: 'discount_amount_limit', isAmount: true },
    { name: 'start_date' },
    { name: 'expiration_date' },
    { name: 'redemption_quantity' },
    { name: 'active' },
    { name: 'additional_info' },
    { name: 'validity_timeframe_interval', narrows: true },
    { name: 'validity_day_of_week', narrows: true },
    { name: 'validity_hours', narrows: true },
    { name: 'customer_id', narrows: true },
    { name: 'customer_source_id', narrows: true },
  ],
  said: ['qr code', 'bar code'],
  async give(row) {
    const kind = row.cell('discount_type').toUpperCase();
    const isVoucher = /^discount(?:_voucher)?$/i.test(row.cell('voucher_type'));
    if (!isVoucher || (kind !== 'PERCENT' && kind !== 'AMOUNT')) {
      const said = [row.cell('voucher_type'), row.cell('discount_type')].filter(Boolean).join(', ');
      return reason('otherKind', { value: said });
    }
    return {
      code: row.cell('code'),
      duration: 'once',
      discount: kind === 'PERCENT' ? row.percent('value') : 0,
      amountOff: kind === 'AMOUNT' ? row.amount('value', 'asked') : null,
      maximumOff: kind === 'PERCENT' ? row.amount('discount_amount_limit', 'asked') : null,
      description: row.cell('additional_info') || null,
      maxRedemptions: row.whole('redemption_quantity'),
      releaseAt: await row.instant('start_date', 'start'),
      expiresAt: await row.instant('expiration_date', 'end'),
      status: row.cell('active').toLowerCase() === 'false' ? 'unavailable' : 'available',
    };
  },
});
