import { reason } from '@/lib/domain/coupons/imports/reasons';
import { perUser, type VendorRow, vendorForm } from './vendor-form';

/** Percent or an amount off, its duration, and the same notes for both exports. `at` is what the columns' names begin with. */
function discountOf(row: VendorRow, at: string) {
  const months = row.whole(`${at}duration_in_months`);
  const percent = row.cell(`${at}percent_off`);
  const amountOff = percent === '' ? row.amount(`${at}amount_off`, 'asked', row.cell(`${at}currency`)) : null;
  return {
    discount: percent === '' ? 0 : row.percent(`${at}percent_off`),
    amountOff,
    duration: row.cell(`${at}duration`).toLowerCase() || 'once',
    ...(months === null ? {} : { cycles: months }),
    notes: months === null ? [] : [reason('cycles', { column: `${at}duration_in_months`, value: String(months) })],
  };
}

/** Coupons of Stripe, by the names of its API or of its dashboard's export: the id is the code. */
export const stripeCoupons = vendorForm({
  name: 'stripe_coupons',
  asksUnit: true,
  columns: [
    { name: 'id', headers: ['coupon id'], isNeeded: true },
    { name: 'percent_off', isNeeded: true },
    { name: 'amount_off', isAmount: true },
    { name: 'currency' },
    { name: 'duration', isNeeded: true },
    { name: 'duration_in_months' },
    { name: 'max_redemptions' },
    { name: 'redeem_by', headers: ['redeem by utc'] },
    { name: 'name' },
    { name: 'valid' },
    { name: 'applies_to', headers: ['applies to products'], narrows: true },
  ],
  said: ['object', 'livemode'],
  give: async (row) => ({
    ...discountOf(row, ''),
    code: row.cell('id'),
    description: row.cell('name') || null,
    maxRedemptions: row.whole('max_redemptions'),
    expiresAt: await row.instant('redeem_by', 'end'),
    status: row.cell('valid').toLowerCase() === 'false' ? 'unavailable' : 'available',
  }),
});

/** Promotion codes of Stripe. Their discount is their coupon's: a row without it is refused by name. */
export const stripeCodes = vendorForm({
  name: 'stripe_codes',
  asksUnit: true,
  columns: [
    { name: 'code', headers: ['promotion code'], isNeeded: true },
    { name: 'coupon', headers: ['coupon id', 'promotion coupon'], isNeeded: true },
    { name: 'coupon_percent_off', headers: ['percent off'] },
    { name: 'coupon_amount_off', headers: ['amount off'], isAmount: true },
    { name: 'coupon_currency', headers: ['currency'] },
    { name: 'coupon_duration', headers: ['duration'] },
    { name: 'coupon_duration_in_months', headers: ['duration in months'] },
    { name: 'active' },
    { name: 'max_redemptions' },
    { name: 'expires_at', headers: ['expires at utc'] },
    { name: 'minimum_amount', headers: ['restrictions minimum amount'], isAmount: true },
    { name: 'minimum_amount_currency', headers: ['restrictions minimum amount currency'] },
    { name: 'first_time_transaction', headers: ['restrictions first time transaction'] },
    { name: 'customer', narrows: true },
  ],
  said: ['object', 'livemode'],
  async give(row) {
    const { notes, ...discount } = discountOf(row, 'coupon_');
    if (discount.discount === 0 && discount.amountOff === null) {
      return reason('noDiscount', { column: 'coupon', value: row.cell('coupon') });
    }
    const isFirst = row.is('first_time_transaction');
    return {
      ...discount,
      code: row.cell('code'),
      description: row.cell('coupon'),
      maxRedemptions: row.whole('max_redemptions'),
      expiresAt: await row.instant('expires_at', 'end'),
      minimumAmount: row.amount('minimum_amount', 'asked', row.cell('minimum_amount_currency')),
      status: row.cell('active').toLowerCase() === 'false' ? 'unavailable' : 'available',
      ...(isFirst ? { audience: 'new', ...perUser(1) } : {}),
      notes: [...notes, ...(isFirst ? [reason('newUsers', { column: 'first_time_transaction' })] : [])],
    };
  },
});
