import { describe, expect, it } from 'vitest';
import { Invalid } from '@/lib/core/errors';
import type { Cell } from '@/lib/core/table-file';
import { inPieces, notesOf, problemsOf, readAsProposed, withJobs } from '@/lib/domain/coupons/imports/testing';
import { couponImport } from './coupon-import';
import { type Chosen, openCouponImport, type Vendor, vendorFile } from './testing';

const { admin, headOf, checked } = openCouponImport();

const read = async (vendor: Vendor, rows: Record<string, string>[], chosen?: Chosen) => {
  const text = vendorFile(vendor, rows);
  const { shown } = await checked(text, chosen);
  return shown.map((row) => ({
    result: row.result,
    problem: problemsOf(row),
    notes: notesOf(row),
    input: row.entry?.input,
  }));
};

describe('an export of another system', () => {
  it.each([
    ['stripe_coupons', 'stripe_coupons'],
    ['stripe_dashboard', 'stripe_coupons'],
    ['stripe_codes', 'stripe_codes'],
    ['shopify', 'shopify'],
    ['woocommerce', 'woocommerce'],
    ['woocommerce_api', 'woocommerce'],
    ['voucherify', 'voucherify'],
  ] as const)('is recognised by its header: %s', async (vendor, form) => {
    expect(
      await headOf(
        vendorFile(
          vendor,
          [{}, {}].map(() => ({})),
        ),
      ),
    ).toMatchObject({ form, questions: [] });
  });

  it('is a question where it is none of them', async () => {
    expect(await headOf('Voucher,Worth\nA1,10\n')).toMatchObject({ form: null, questions: ['headerRow', 'form'] });
    await expect(checked('Voucher,Worth\nA1,10\n')).rejects.toBeInstanceOf(Invalid);
  });

  it('of Stripe has coupons, with amounts in the unit that a person says', async () => {
    const rows = [
      { id: 'SPRING', percent_off: '25.5', duration: 'repeating', duration_in_months: '3', redeem_by: '1798675200' },
      { id: 'CASH', amount_off: '25000', currency: 'npr', duration: 'once', max_redemptions: '9', times_redeemed: '4' },
      { id: 'USD', amount_off: '500', currency: 'usd', duration: 'once', valid: 'false' },
    ];
    expect((await headOf(vendorFile('stripe_coupons', rows))).questions).toEqual(['unit']);
    const unsaid = await read('stripe_coupons', rows);
    expect(unsaid.find(({ problem }) => problem.startsWith('amount_off: is an amount'))).toBeDefined();
    const [usd, ...good] = await read('stripe_coupons', rows, { unit: 'minor' });
    expect(usd).toMatchObject({
      result: 'malformed',
      problem: expect.stringContaining('is in another currency, and none is converted: USD'),
    });
    expect(good).toMatchObject([
      {
        input: { code: 'SPRING', discount: 25.5, cycles: 3, expiresAt: new Date('2026-12-31T00:00:00Z') },
        notes: ['duration_in_months: is read as billing cycles: 3'],
      },
      {
        input: { code: 'CASH', amountOff: 25_000, discount: 0, maxRedemptions: 9 },
        notes: ['times_redeemed: has no counterpart here: 4'],
      },
    ]);
    const [decimal] = await read('stripe_dashboard', [
      { Id: 'DEC', 'Amount Off': '250.00', Currency: 'NPR', Duration: 'once' },
    ]);
    expect(decimal?.input).toMatchObject({ amountOff: 25_000 });
  });

  it('of Stripe has promotion codes, switched off where they are for one customer', async () => {
    const of = { coupon: 'c1', 'coupon.percent_off': '10', 'coupon.duration': 'forever' };
    const rows = await read('stripe_codes', [
      { code: 'FIRST', ...of, active: 'true', 'restrictions.first_time_transaction': 'true' },
      { code: 'ONLYME', ...of, active: 'true', customer: 'cus_1' },
      { code: 'BARE', coupon: 'c2', active: 'true' },
    ]);
    expect(rows).toMatchObject([
      { result: 'malformed', problem: expect.stringMatching(/^coupon: does not say its discount.*: c2$/) },
      { input: { code: 'FIRST', audience: 'new', redemptionsPerUser: 1, duration: 'forever' } },
      {
        input: { code: 'ONLYME', status: 'unavailable' },
        notes: [expect.stringMatching(/^customer: limits it .* switched off: cus_1$/)],
      },
    ]);
  });

  it('of Shopify has discount codes', async () => {
    const usual = {
      Type: 'Amount off order',
      'Discount Class': 'order',
      'Customer Selection': 'all',
      Status: 'Active',
    };
    const rows = await read('shopify', [
      {
        ...usual,
        ...{ Name: 'TENOFF', Value: '-10.0', 'Value Type': 'percentage', Start: '2025-12-08 11:28:18 -0600' },
        ...{ 'Applies Once Per Customer': '1', 'Usage Limit Per Code': '50', 'Times Used In Total': '7' },
      },
      {
        ...usual,
        Name: 'CASH',
        Value: '-250.5',
        'Value Type': 'fixed_amount',
        'Minimum Purchase Requirements': '1000.0',
      },
      { ...usual, Name: 'SHOES', Value: '-5', 'Value Type': 'percentage', 'Discount Class': 'product' },
      { ...usual, Name: 'SHIP', Value: '-100', 'Value Type': 'percentage', Type: 'Free shipping' },
    ]);
    expect(rows).toMatchObject([
      { result: 'malformed', problem: expect.stringContaining('Free shipping') },
      {
        input: { code: 'TENOFF', discount: 10, maxRedemptions: 50, redemptionsPerUser: 1, status: 'available' },
        notes: ['Times Used In Total: has no counterpart here: 7'],
      },
      { input: { code: 'CASH', amountOff: 25_050, minimumAmount: 100_000, discount: 0 }, notes: [] },
      {
        input: { code: 'SHOES', status: 'unavailable' },
        notes: [expect.stringMatching(/^discount_class: limits it .*: product$/)],
      },
    ]);
    expect(rows[1]?.input?.releaseAt).toEqual(new Date('2025-12-08T17:28:18Z'));
  });

  it('of WooCommerce has coupons, whose day of expiry is the first on which they are over', async () => {
    const rows = await read('woocommerce', [
      {
        ...{ post_title: 'woo10', post_status: 'publish', discount_type: 'percent', coupon_amount: '10.0000' },
        ...{ expiry_date: '2026-12-31', usage_limit: '0', usage_limit_per_user: '1', individual_use: 'yes' },
      },
      {
        post_title: 'cart',
        post_status: 'draft',
        discount_type: 'fixed_cart',
        coupon_amount: '99',
        maximum_amount: '5000',
      },
      { post_title: 'shirt', post_status: 'publish', discount_type: 'fixed_product', coupon_amount: '5' },
    ]);
    expect(rows).toMatchObject([
      { result: 'malformed', problem: expect.stringContaining('fixed_product') },
      {
        input: { code: 'woo10', discount: 10, maxRedemptions: null, redemptionsPerUser: 1 },
        notes: ['individual_use: has no counterpart here: yes'],
      },
      {
        input: { code: 'cart', amountOff: 9900, status: 'unavailable' },
        notes: [expect.stringMatching(/^maximum_amount: limits it .*: 5000$/)],
      },
    ]);
    expect(rows[1]?.input?.expiresAt).toEqual(new Date('2026-12-30T18:15:00Z'));
  });

  it('of Voucherify has vouchers of discounts, and no gift cards', async () => {
    const of = { voucher_type: 'DISCOUNT_VOUCHER', active: 'true' };
    const rows = await read(
      'voucherify',
      [
        {
          code: 'P',
          ...of,
          discount_type: 'PERCENT',
          value: '12.5',
          discount_amount_limit: '50000',
          campaign: 'Dashain',
        },
        { code: 'A', ...of, discount_type: 'AMOUNT', value: '1000', redemption_quantity: '1', active: 'false' },
        { code: 'DAY', ...of, discount_type: 'PERCENT', value: '5', validity_day_of_week: '[0]' },
        { code: 'G', voucher_type: 'GIFT_VOUCHER', value: '1000', gift_balance: '1000' },
      ],
      { unit: 'minor' },
    );
    expect(rows).toMatchObject([
      { result: 'malformed', problem: expect.stringContaining('GIFT_VOUCHER') },
      {
        input: { code: 'P', discount: 12.5, maximumOff: 50_000 },
        notes: ['campaign: has no counterpart here: Dashain'],
      },
      { input: { code: 'DAY', status: 'unavailable' } },
      { input: { code: 'A', amountOff: 1000, maxRedemptions: 1, status: 'unavailable' } },
    ]);
  });

  it('gives back what is left out and what was not taken over as a file', async () => {
    const text = vendorFile('voucherify', [
      { code: 'KEPT', voucher_type: 'DISCOUNT_VOUCHER', discount_type: 'PERCENT', value: '5' },
      { code: 'NOTED', voucher_type: 'DISCOUNT_VOUCHER', discount_type: 'PERCENT', value: '5', category: 'VIP' },
      { code: 'GIFT', voucher_type: 'GIFT_VOUCHER', value: '5' },
    ]);
    const reading = await readAsProposed(couponImport, admin, text, { unit: 'major' });
    const { name, rows } = await withJobs(couponImport).exportLeftOut(admin, { ...reading, file: inPieces(text) });
    expect(name).toBe('coupons-left-out');
    const all: Cell[][] = [];
    for await (const some of rows) all.push(...some);
    const endless = 'expiration_date: is no end, and neither a limit nor a budget ends it';
    expect(all.map((cells) => [cells[1], ...cells.slice(-4)])).toEqual([
      ['code', 'result', 'why', 'not_taken_over', 'warnings'],
      ['KEPT', 'new', '', '', endless],
      ['NOTED', 'new', '', 'category: has no counterpart here: VIP', endless],
      ['GIFT', 'malformed', expect.stringContaining('no coupon here has: GIFT_VOUCHER'), '', ''],
    ]);
  });
});
