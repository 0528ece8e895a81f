import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { settings } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { byteOrderMark, toCsv } from '@/lib/core/csv';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import { importWords } from '@/lib/domain/coupons/imports/reasons';
import {
  inPieces,
  problemsOf,
  readAsProposed,
  untranslated,
  warningsOf,
  withJobs,
} from '@/lib/domain/coupons/imports/testing';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { exportProducts } from '@/lib/domain/sales/products/export-products';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { prepared } from '@/test/prepared';
import { productImport } from './product-import';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const khalti = prepared(connectKhalti);

const checked = async (text: string) =>
  withJobs(productImport).checkFile(admin, {
    ...(await readAsProposed(productImport, admin, text)),
    file: inPieces(text),
  });
/** By default as somebody imports who means what it is warned of. */
const imported = async (text: string, { meant = true } = {}) =>
  withJobs(productImport).importFile(admin, {
    meant,
    ...(await readAsProposed(productImport, admin, text)),
    fileName: 'products.csv',
    file: inPieces(text),
  });
const codeOf = async (couponId: number) =>
  (await test.db.select({ code: coupons.code }).from(coupons).where(eq(coupons.id, couponId)))[0]?.code ?? '';
const ofValue = async (value: string) => (await listProducts(admin, {})).find((product) => product.value === value);

async function exported(): Promise<string> {
  let csv = byteOrderMark;
  for await (const some of (await exportProducts(admin)).rows) csv += toCsv(some);
  return csv;
}

describe('a file of products', () => {
  it('leaves to two people what needs two', async () => {
    const { couponId } = await makeStock(test.db, 0);
    await getSettings(test.db);
    await test.db.update(settings).set({ fourEyesPrices: true });
    const { counts, shown } = await checked(`Name,Value,Price,Coupon\nCheap,cheap,0.01,${await codeOf(couponId)}\n`);
    await test.db.update(settings).set({ fourEyesPrices: false });
    expect(counts).toMatchObject({ new: 0, malformed: 1 });
    expect(shown.map(problemsOf)).toEqual(['needs a second person: create it by hand; A new product']);
  });

  it('gets a result for each row, and says what is wrong by the names of its columns', async () => {
    const { product, couponId } = await makeStock(test.db, 0);
    const code = await codeOf(couponId);
    const rows = [
      'Nome,Valor,Preço,Cupom,active',
      `One,one,"1,250.50",${code.toLowerCase()},yes`,
      `There,${product.value},10,${code},`,
      `Again,one,10,${code},`,
      'No coupon,two,10,NO-SUCH-COUPON,',
      'Without,three,10,,',
      `,four,0,${code},perhaps`,
    ];
    const { counts, shown, reasons } = await checked(rows.join('\n'));
    expect(untranslated(reasons)).toEqual([]);
    expect(counts).toEqual({ new: 1, existing: 1, duplicate: 1, malformed: 3, not_data: 0 });
    expect(shown.map(problemsOf).filter(Boolean)).toEqual([
      'coupon: names no coupon, or one in the bin: NO-SUCH-COUPON',
      'coupon: Enter the code of a coupon.',
      'name: Enter a name.; price: Enter a price above 0.; active: must be yes or no',
    ]);
    expect(await imported(rows.join('\n'))).toMatchObject({ added: 1 });
    expect(await ofValue('one')).toMatchObject({ name: 'One', amountPaisa: 125_050, couponId, lowStockThreshold: 25 });
  });

  it.each([
    ['name', '1.00E+05,exact'],
    ['value', 'Exact,01-Mar'],
  ])('says of a %s that a spreadsheet changed it', async (column, cells) => {
    const { shown } = await checked(`Name,Value,Price,Coupon\n${cells},10,NO-MATTER\n`);
    expect(shown).toMatchObject([{ result: 'malformed', problems: [{ column, words: importWords.damaged }] }]);
  });

  it('knows a value again however it is written, and keeps it tidy', async () => {
    const { couponId } = await makeStock(test.db, 0, { value: 'Sinê 1000' });
    const code = await codeOf(couponId);
    const written = ['Sine\u0302 1000', 'SINÊ\u00a01000', 'sinê  १०००', ' Sinê\u200b 1000', 'Nova  100', 'nova १००'];
    const text = ['name,value,price,coupon', ...written.map((value) => `Film,"${value}",10,${code}`)].join('\n');
    const { counts, shown } = await checked(text);
    expect(counts).toMatchObject({ new: 1, existing: 4, duplicate: 1 });
    expect(shown.map(problemsOf).filter(Boolean)).toEqual(
      Array(2).fill('value: reads the same as that of another product: Sinê 1000'),
    );
    await imported(text);
    expect(await ofValue('Nova 100')).toMatchObject({ amountPaisa: 1000 });
    const other = { name: 'Other', value: 'NOVA 100', amountPaisa: 100, couponId };
    await expect(createProduct(admin, other)).rejects.toMatchObject({ fields: { value: [expect.any(String)] } });
  });

  it('warns of a coupon that has ended, and of no codes where there are none', async () => {
    const { couponId } = await makeStock(test.db, 0, { value: 'of an ended coupon' });
    const expiresAt = new Date('2020-01-01T00:00:00Z');
    await test.db
      .update(coupons)
      .set({ requiresSale: false, amountOff: 500, discount: 0, expiresAt })
      .where(eq(coupons.id, couponId));
    const code = await codeOf(couponId);
    const { shown, reasons } = await checked(`name,value,price,coupon,requires_sale\nOver,over,10,${code},no\n`);
    expect(untranslated(reasons)).toEqual([]);
    expect(shown.map(warningsOf)).toEqual([[`coupon: has ended: nobody can redeem its codes: ${code}`]]);
  });

  it('has codes of a coupon work once they are sold, as the form does, and warns of it', async () => {
    const { product, couponId } = await makeStock(test.db, 1, { value: 'sold alone before' });
    await test.db
      .update(coupons)
      .set({ requiresSale: false, amountOff: 500, discount: 0 })
      .where(eq(coupons.id, couponId));
    const code = await codeOf(couponId);
    const text = (cell: string) => `name,value,price,coupon,requires_sale\nLoose,loose ${cell},10,${code},${cell}\n`;
    const kept = await checked(text('no'));
    expect(kept.shown.map(warningsOf)).toEqual([[`coupon: has codes that work without being sold: ${code}`]]);
    await imported(text('no'));
    const requires = async () =>
      (await test.db.select().from(coupons).where(eq(coupons.id, couponId)))[0]?.requiresSale;
    expect(await requires()).toBe(false);

    const { shown, warned, reasons } = await checked(text(''));
    expect([warned, untranslated(reasons)]).toEqual([1, []]);
    expect(shown.map(warningsOf)).toEqual([
      [
        `coupon: has codes that work without being sold: from this import on they work only once they are sold: ${code}`,
      ],
    ]);
    await expect(imported(text(''), { meant: false })).rejects.toMatchObject({
      reason: 'not_confirmed',
      details: { warned: 1 },
    });
    expect(await requires()).toBe(false);
    const { id } = await imported(text(''));
    expect(await requires()).toBe(true);
    expect((await checked(text('yes'))).warned).toBe(0);
    await withJobs(productImport).undoImport(admin, { id: Number(id) });
    expect([await requires(), await ofValue(product.value)]).toMatchObject([true, { id: product.id }]);
  });

  it('warns of a PIN that is worth anything, and takes it only on purpose', async () => {
    const { couponId } = await makeStock(test.db, 0);
    await test.db.update(coupons).set({ requiresSale: true }).where(eq(coupons.id, couponId));
    const code = await codeOf(couponId);
    const text = `name,value,price,coupon\nAny,worth anything,10,${code}\n`;
    const { shown, reasons } = await checked(text);
    expect(untranslated(reasons)).toEqual([]);
    expect(shown.map(warningsOf)).toEqual([
      [
        `coupon: takes something off any purchase, however large: set a cap or an amount on it, or link what it pays for: ${code}`,
      ],
    ]);
    await expect(imported(text, { meant: false })).rejects.toMatchObject({ reason: 'not_confirmed' });
    expect(await ofValue('worth anything')).toBeUndefined();
    await imported(text);
    expect(await ofValue('worth anything')).toMatchObject({ worth: { isUnbounded: true } });
  });
});

describe('the own export of products', () => {
  it('is read back without loss where they are gone, public ids too', async () => {
    const names = ['=1+1, "quoted"', 'नेटटिभी सिने', '-5 % off; more'];
    const made = [];
    for (const [at, name] of names.entries()) {
      const { product } = await makeStock(test.db, 0, { amountPaisa: 99_950 + at, value: `round ${at} ${name}` });
      await updateProduct(admin, { id: product.id, name, amountPaisa: 99_950 + at, lowStockThreshold: at });
      await setProductActive(admin, { id: product.id, active: at > 0 });
      made.push(product.id);
    }
    await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
    const before = await listProducts(admin, {});
    const csv = await exported();
    const { counts } = await checked(csv);
    expect(counts).toEqual({ new: 0, existing: before.length, duplicate: 0, malformed: 0, not_data: 0 });

    await test.db.delete(products).where(eq(products.supplier, 'khalti'));
    for (const id of made) await test.db.delete(products).where(eq(products.id, id));
    const again = await checked(csv);
    const ofKhalti = before.filter(({ supplier }) => supplier === 'khalti').length;
    expect(ofKhalti).toBeGreaterThan(0);
    expect(again.counts).toMatchObject({ new: 3, malformed: ofKhalti });
    expect(again.noted).toBe(0);
    await imported(csv);
    const own = before.filter(({ supplier }) => supplier === 'stock').map(({ id: _, createdAt: __, ...rest }) => rest);
    expect((await listProducts(admin, {})).map(({ id: _, createdAt: __, ...rest }) => rest)).toEqual(own);
  });
});

it('gives a product whose public id is another product’s a new one', async () => {
  const { product, couponId } = await makeStock(test.db, 0);
  const text = `name,value,price,coupon,idx\nOther,other idx,10,${await codeOf(couponId)},${product.idx}\n`;
  expect((await checked(text)).noted).toBe(1);
  await imported(text);
  expect((await ofValue('other idx'))?.idx).not.toBe(product.idx);
});

it('refuses a file whose coupon was deleted since it was looked at, and more rows than the list takes', async () => {
  const many = `name,value,price,coupon\n${'x,y,1,z\n'.repeat(1001)}`;
  await expect(checked(many)).rejects.toBeInstanceOf(Invalid);
  const { couponId } = await makeStock(test.db, 0);
  const doubtful = `name,value,price,coupon\nA,a total,1,${await codeOf(couponId)}\nTotal,,10,\n`;
  await expect(imported(doubtful)).rejects.toBeInstanceOf(Conflict);
});

it('is for those who can change products', async () => {
  const others = [
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'partner'),
    await makeKeyContext(test.db, ['coupons:read', 'coupons:write']),
  ];
  for (const ctx of others) {
    const of = { headerRow: 0, form: 'own', places: '1,2,3,0,4,0,0,0,0,0', file: inPieces('x') };
    await expect(productImport.readHead(ctx, { isWhole: true, file: of.file })).rejects.toBeInstanceOf(Forbidden);
    await expect(productImport.receiveFile(ctx, of)).rejects.toBeInstanceOf(Forbidden);
    for (const use of [
      productImport.getFile,
      productImport.startImport,
      productImport.cancelFile,
      productImport.exportLeftOut,
    ]) {
      await expect(use(ctx, { id: 1 })).rejects.toBeInstanceOf(Forbidden);
    }
  }
});
