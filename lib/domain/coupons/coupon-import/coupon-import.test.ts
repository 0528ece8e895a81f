import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { byteOrderMark, toCsv } from '@/lib/core/csv';
import { Forbidden, Invalid } from '@/lib/core/errors';
import type { Cell } from '@/lib/core/table-file';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { inPieces, readAsProposed } from '@/lib/domain/coupons/imports/testing';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup, updateUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { couponImport } from './coupon-import';
import { type Vendor, vendorFile } from './testing';

const now = new Date('2026-11-03T06:15:00Z');
const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin', () => now));

type Content = string | Uint8Array;
type Chosen = Parameters<typeof readAsProposed>[3];

const headOf = (text: Content) => couponImport.readHead(admin, { isWhole: true, file: inPieces(text) });
const checked = async (text: Content, chosen?: Chosen) =>
  couponImport.checkFile(admin, {
    ...(await readAsProposed(couponImport, admin, text, chosen)),
    file: inPieces(text),
  });
const imported = async (text: Content, chosen?: Chosen) =>
  couponImport.importFile(admin, {
    ...(await readAsProposed(couponImport, admin, text, chosen)),
    fileName: 'coupons.csv',
    file: inPieces(text),
  });
const binAll = async () => {
  const rows = await test.db.select({ id: coupons.id }).from(coupons);
  for (let at = 0; at < rows.length; at += 1000) {
    await changeCoupons(admin, { action: 'delete', ids: rows.slice(at, at + 1000).map(({ id }) => id) });
  }
};

/** The export without what another row and another day bring. */
const own = ['id', 'state', 'created_at', 'created_at_local', 'updated_at', 'updated_at_local'];
async function exported() {
  const { name, rows } = await exportCoupons(admin, {});
  const all: Cell[][] = [];
  for await (const some of rows) all.push(...some);
  const [header = [], ...body] = all;
  const kept = header.map((column) => !own.includes(String(column)));
  async function* again() {
    yield all;
  }
  return {
    csv: byteOrderMark + toCsv(all),
    workbook: () => writeWorkbook({ name, rows: again() }),
    cells: body.map((cells) => cells.filter((_, at) => kept[at])).reverse(),
  };
}

describe('an export of coupons that is read back', () => {
  it('loses nothing: names, unicode, formulas, line breaks, amounts, instants, limits and links', async () => {
    const gold = await createUserGroup(admin, { name: '=Gold; "सुन"' });
    const silver = await createUserGroup(admin, { name: 'Silver' });
    const price = await createTvodPrice(admin, { name: 'Rent', tvodType: 'rental', pricePaisa: 100, durationDays: 2 });
    const text = fc.array(fc.constantFrom('=', '+', "'", '"', ',', ';', '\n', 'é', 'कोड', '😀', ' ', '0'), {
      maxLength: 8,
    });
    const money = fc.option(fc.integer({ min: 1, max: 100_000_000 }), { nil: null });
    const made = fc.record({
      description: text.map((parts) => parts.join('').trim() || null),
      percent: fc.integer({ min: 1, max: 9999 }).map((points) => points / 100),
      amountOff: money,
      maximumOff: money,
      budget: money,
      minimumAmount: money,
      maxRedemptions: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: null }),
      redemptionsPerUser: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
      cycles: fc.integer({ min: 0, max: 12 }),
      ends: fc.option(fc.date({ min: now, max: new Date('2099-01-01'), noInvalidDate: true }), { nil: null }),
      status: fc.constantFrom('available' as const, 'unavailable' as const),
      isForMembers: fc.boolean(),
      links: fc.subarray([gold.id, silver.id]),
    });
    const all = fc.sample(made, { numRuns: 25, seed: 14 });
    for (const [at, { percent, amountOff, maximumOff, cycles, ends, isForMembers, links, ...rest }] of all.entries()) {
      await createLinkedCoupon(admin, {
        ...newCoupon({
          code: `Round-${at}`,
          ...rest,
          ...(amountOff ? { discount: 0, amountOff } : { discount: percent, maximumOff }),
          ...(cycles > 0 ? { duration: 'repeating', cycles } : {}),
          ...(isForMembers ? { audience: 'members', memberGroupIds: [silver.id] } : {}),
          uniqueRedemption: rest.redemptionsPerUser === 1,
          expiresAt: ends,
        }),
        ...{ userGroupIds: links, tvodPriceIds: links.length === 1 ? [price.id] : [] },
      });
    }
    const before = await exported();
    expect(await checked(before.csv)).toMatchObject({ rows: 25, counts: { new: 0, existing: 25 } });
    const parts: Uint8Array[] = [];
    for await (const part of before.workbook()) parts.push(part);
    for (const content of [before.csv, Buffer.concat(parts)]) {
      await binAll();
      expect((await headOf(content)).questions).toEqual([]);
      expect(await checked(content)).toMatchObject({ counts: { new: 25 }, noted: 0 });
      const { added, ids } = await imported(content);
      expect(added).toBe(25);
      const after = await exported();
      const sorted = (cells: unknown[][]) => cells.map((row) => JSON.stringify(row)).sort();
      expect(sorted(after.cells)).toEqual(sorted(before.cells));
      expect(await couponImport.undoImport(admin, { ids })).toEqual({ undone: 25 });
      expect(await couponImport.undoImport(admin, { ids })).toEqual({ undone: 0 });
      expect((await exported()).cells).toEqual([]);
    }

    await updateUserGroup(admin, { id: gold.id, name: 'Another desk has this one' });
    const { shown } = await checked(before.csv);
    const problem = expect.stringContaining('it is of another desk');
    expect(shown.filter((row) => row.result === 'malformed')).toEqual(
      expect.arrayContaining([expect.objectContaining({ problem })]),
    );
    await updateUserGroup(admin, { id: gold.id, name: '=Gold; "सुन"' });
  });

  it('says of each row what is wrong with it, and what is taken', async () => {
    const coupon = await createLinkedCoupon(admin, newCoupon({ code: 'TAKEN' }));
    const text = [
      'code,duration,discount,amount_off,currency,expiration_date,redemptions,deleted_at',
      'TAKEN,once,10,,NPR,,,',
      'TWICE,once,10,,NPR,2026-12-31,12,',
      'twice,once,10,,NPR,,,',
      'BOTH,once,10,5,NPR,,,',
      'DOLLARS,once,,5,USD,,,',
      'NO END,sometimes,x,,,soon,,',
      'BINNED,once,10,,,,,2026-01-01T00:00:00Z',
    ].join('\n');
    const { shown, counts, noted } = await checked(text);
    expect([counts, noted]).toEqual([{ new: 1, existing: 1, duplicate: 1, malformed: 4 }, 1]);
    const problems = Object.fromEntries(shown.map(({ cells, result, problem }) => [cells[0], [result, problem]]));
    expect(problems).toMatchObject({
      TAKEN: ['existing', 'code has already been taken'],
      twice: ['duplicate', null],
      BOTH: ['malformed', expect.stringContaining('must be null when discount is above 0')],
      DOLLARS: ['malformed', expect.stringContaining('is in USD')],
      'NO END': [
        'malformed',
        expect.stringMatching(/code must be.*duration must be.*discount must be.*expiration_date must be/s),
      ],
      BINNED: ['malformed', expect.stringContaining('is in the bin')],
    });
    const [fresh] = shown.filter(({ result }) => result === 'new');
    // The end of that day in Nepal.
    expect(fresh?.entry?.input).toMatchObject({ expiresAt: new Date('2026-12-31T18:15:00Z'), discount: 10 });
    expect(fresh?.notes).toEqual(['redemptions: 12']);
    await changeCoupons(admin, { action: 'delete', ids: [coupon.id] });
  });

  it('leaves to two people what needs two', async () => {
    await makeUserContext(test.db, 'admin');
    const off = { creditPaisa: null, exportCodes: null, freeCoupons: false, voidPaisa: null };
    await updateFourEyes(admin, { ...off, freeCoupons: true, was: off });
    const text = 'code,duration,discount,max_redemptions\nFREE,forever,100,\nFEW,forever,100,5\n';
    const { shown } = await checked(text);
    expect(shown.map(({ result, problem }) => [result, problem])).toEqual([
      ['malformed', expect.stringContaining('needs a second person')],
      ['new', null],
    ]);
    expect(await imported(text)).toMatchObject({ added: 1 });
  });
});

const read = async (vendor: Vendor, rows: Record<string, string>[], chosen?: Chosen) => {
  const text = vendorFile(vendor, rows);
  const { shown } = await checked(text, chosen);
  return shown.map(({ result, problem, notes, entry }) => ({ result, problem, notes, input: entry?.input }));
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
    expect(unsaid.find(({ problem }) => problem?.startsWith('amount_off is an amount'))).toBeDefined();
    const [usd, ...good] = await read('stripe_coupons', rows, { unit: 'minor' });
    expect(usd).toMatchObject({ result: 'malformed', problem: expect.stringContaining('is in USD') });
    expect(good).toMatchObject([
      {
        input: { code: 'SPRING', discount: 25.5, cycles: 3, expiresAt: new Date('2026-12-31T00:00:00Z') },
        notes: ['duration_in_months: 3 are read as billing cycles'],
      },
      { input: { code: 'CASH', amountOff: 25_000, discount: 0, maxRedemptions: 9 }, notes: ['times_redeemed: 4'] },
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
      { result: 'malformed', problem: expect.stringContaining('the coupon c2') },
      { input: { code: 'FIRST', audience: 'new', redemptionsPerUser: 1, duration: 'forever' } },
      {
        input: { code: 'ONLYME', status: 'unavailable' },
        notes: ['customer: cus_1', expect.stringContaining('switched off')],
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
        notes: ['Times Used In Total: 7'],
      },
      { input: { code: 'SHOES', status: 'unavailable' }, notes: ['discount_class: product', expect.any(String)] },
      { input: { code: 'CASH', amountOff: 25_050, minimumAmount: 100_000, discount: 0 }, notes: [] },
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
        notes: ['individual_use: yes'],
      },
      {
        input: { code: 'cart', amountOff: 9900, status: 'unavailable' },
        notes: ['maximum_amount: 5000', expect.any(String)],
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
      { input: { code: 'P', discount: 12.5, maximumOff: 50_000 }, notes: ['campaign: Dashain'] },
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
    const { name, rows } = await couponImport.exportLeftOut(admin, { ...reading, file: inPieces(text) });
    expect(name).toBe('coupons-left-out');
    const all: Cell[][] = [];
    for await (const some of rows) all.push(...some);
    expect(all.map((cells) => [cells[1], ...cells.slice(-3)])).toEqual([
      ['code', 'result', 'why', 'not_taken_over'],
      ['NOTED', 'new', null, 'category: VIP'],
      ['GIFT', 'malformed', expect.stringContaining('another kind'), ''],
    ]);
  });
});

it('is for callers that can write coupons', async () => {
  const support = await makeUserContext(test.db, 'support');
  const reader = await makeKeyContext(test.db, ['coupons:read']);
  const text = 'code,duration,discount\nA1,once,5\n';
  const of = { ...(await readAsProposed(couponImport, admin, text)), file: inPieces(text) };
  const ids = (await test.db.select({ id: coupons.id }).from(coupons).limit(1)).map(({ id }) => id);
  for (const ctx of [support, reader]) {
    for (const use of [couponImport.checkFile, couponImport.importFile, couponImport.exportLeftOut]) {
      await expect(use(ctx, of)).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(couponImport.readHead(ctx, { isWhole: true, file: of.file })).rejects.toBeInstanceOf(Forbidden);
    await expect(couponImport.undoImport(ctx, { ids })).rejects.toBeInstanceOf(Forbidden);
  }
  expect(await test.db.$count(coupons, inArray(coupons.code, ['A1']))).toBe(0);
});
