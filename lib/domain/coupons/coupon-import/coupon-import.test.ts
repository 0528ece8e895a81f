import { inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { writeWorkbook } from '@/lib/adapters/spreadsheets/write-workbook';
import { byteOrderMark, toCsv } from '@/lib/core/csv';
import { Forbidden } from '@/lib/core/errors';
import type { Cell } from '@/lib/core/table-file';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { importWords } from '@/lib/domain/coupons/imports/reasons';
import {
  inPieces,
  notesOf,
  problemsOf,
  readAsProposed,
  untranslated,
  warningsOf,
  withJobs,
} from '@/lib/domain/coupons/imports/testing';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup, updateUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { updateFourEyes } from '@/lib/platform/approvals/four-eyes';
import { noFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { couponImport } from './coupon-import';
import { now, openCouponImport } from './testing';

const { test, admin, headOf, checked, imported } = openCouponImport();

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
      const { added, id } = await imported(content);
      expect(added).toBe(25);
      const after = await exported();
      const sorted = (cells: unknown[][]) => cells.map((row) => JSON.stringify(row)).sort();
      expect(sorted(after.cells)).toEqual(sorted(before.cells));
      expect(await withJobs(couponImport).undoImport(admin, { id: Number(id) })).toMatchObject({
        undone: 25,
        staying: 0,
        gone: 0,
      });
      await expect(withJobs(couponImport).undoImport(admin, { id: Number(id) })).rejects.toMatchObject({
        reason: 'undone',
      });
      expect((await exported()).cells).toEqual([]);
    }

    await updateUserGroup(admin, { id: gold.id, name: 'Another desk has this one' });
    const { shown } = await checked(before.csv);
    expect(shown.filter((row) => row.result === 'malformed').map(problemsOf)).toContainEqual(
      expect.stringContaining('user_group_ids: has ids of another desk: write the ids of this one: =Gold'),
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
    expect([counts, noted]).toEqual([{ new: 1, existing: 1, duplicate: 1, malformed: 4, not_data: 0 }, 1]);
    const problems = Object.fromEntries(shown.map((row) => [row.cells[0], [row.result, problemsOf(row)]]));
    expect(problems).toMatchObject({
      TAKEN: ['existing', 'code: has already been taken'],
      twice: ['duplicate', ''],
      BOTH: ['malformed', expect.stringContaining('must be null when discount is above 0')],
      DOLLARS: ['malformed', 'currency: is in another currency, and none is converted: USD'],
      'NO END': [
        'malformed',
        expect.stringMatching(/code: must be.*duration: must be.*discount: must be.*expiration_date: must be/s),
      ],
      BINNED: ['malformed', expect.stringContaining('is in the bin')],
    });
    const [fresh] = shown.filter(({ result }) => result === 'new');
    // The end of that day in Nepal.
    expect(fresh?.entry?.input).toMatchObject({ expiresAt: new Date('2026-12-31T18:15:00Z'), discount: 10 });
    expect(fresh && notesOf(fresh)).toEqual(['redemptions: has no counterpart here: 12']);
    await changeCoupons(admin, { action: 'delete', ids: [coupon.id] });
  });

  it('says of a code that a spreadsheet took it for a day or a truth value', async () => {
    const { shown, reasons } = await checked('code;duration;discount\n01-Mar;once;10\nTRUE;once;10\nMAR-01;once;10\n');
    expect(untranslated(reasons)).toEqual([]);
    const damaged = { result: 'malformed', problems: [{ column: 'code', words: importWords.damaged }] };
    expect(shown).toMatchObject([damaged, damaged, { result: 'new' }]);
  });

  it('reads percentages and days of a workbook as it shows them', async () => {
    const columns = [
      { key: 'code', header: 'Code' },
      { key: 'discount', header: 'Discount', numFmt: '0%' },
      { key: 'duration', header: 'Duration' },
      { key: 'until', header: 'Until' },
    ];
    const data = [{ code: 'OF-A-SHEET', discount: 0.25, duration: 'once', until: new Date('2027-03-01') }];
    const { shown } = await checked(await writeXlsx({ sheets: [{ name: 'Coupons', columns, data }] }));
    const expiresAt = new Date('2027-03-01T18:15:00Z');
    expect(shown).toMatchObject([{ result: 'new', entry: { input: { discount: 25, expiresAt } } }]);
  });

  it('warns of each row that the form would ask about, and takes it only on purpose', async () => {
    const text = [
      'code,duration,discount,max_redemptions,expiration_date,security,status',
      'WARNFREE,once,100,,2026-12-31,public,',
      'WARNOVER,once,10,5,2026-01-01,public,',
      'WARNEVER,forever,100,5,,restricted,unavailable',
      'PLAIN,once,10,5,2026-12-31,public,',
    ].join('\n');
    const { shown, warned, reasons } = await checked(text);
    expect([warned, untranslated(reasons)]).toEqual([3, []]);
    expect(Object.fromEntries(shown.map((row) => [row.cells[0], warningsOf(row)]))).toEqual({
      WARNFREE: ['max_redemptions: is no limit, and anyone who learns the code gets 100%'],
      WARNOVER: ['expiration_date: is in the past: nobody can redeem it'],
      WARNEVER: ['duration: gives the subscription away: 100% forever'],
      PLAIN: [],
    });
    await expect(imported(text, {}, { meant: false })).rejects.toMatchObject({
      reason: 'not_confirmed',
      details: { warned: 3 },
    });
    expect(await test.db.$count(coupons, inArray(coupons.code, ['PLAIN', 'WARNFREE']))).toBe(0);
    const { added, id } = await imported(text);
    expect(added).toBe(4);
    // What is there already is not warned of.
    expect(await checked(text)).toMatchObject({ warned: 0 });
    await withJobs(couponImport).undoImport(admin, { id: Number(id) });
  });

  it('leaves to two people what needs two', async () => {
    await makeUserContext(test.db, 'admin');
    await updateFourEyes(admin, { ...noFourEyes, freeCoupons: true, was: noFourEyes });
    const text = 'code,duration,discount,max_redemptions\nFREE,forever,100,\nFEW,forever,100,5\n';
    const { shown } = await checked(text);
    expect(shown.map((row) => [row.result, problemsOf(row)])).toEqual([
      ['malformed', 'needs a second person: create it by hand; A coupon of 100 % without a limit'],
      ['new', ''],
    ]);
    expect(await imported(text)).toMatchObject({ added: 1 });
  });
});

it('is for callers that can write coupons', async () => {
  const support = await makeUserContext(test.db, 'support');
  const reader = await makeKeyContext(test.db, ['coupons:read']);
  const text = 'code,duration,discount\nA1,once,5\n';
  const of = { ...(await readAsProposed(couponImport, admin, text)), file: inPieces(text) };
  for (const ctx of [support, reader]) {
    await expect(couponImport.receiveFile(ctx, of)).rejects.toBeInstanceOf(Forbidden);
    for (const use of [
      couponImport.getFile,
      couponImport.startImport,
      couponImport.cancelFile,
      couponImport.exportLeftOut,
    ]) {
      await expect(use(ctx, { id: 1 })).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(couponImport.readHead(ctx, { isWhole: true, file: of.file })).rejects.toBeInstanceOf(Forbidden);
  }
  expect(await test.db.$count(coupons, inArray(coupons.code, ['A1']))).toBe(0);
});
