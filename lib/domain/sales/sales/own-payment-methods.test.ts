import { desc, eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { auditEvents, settings } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { builtInMethods, type PaymentMethod, type PaymentSetting } from '@/lib/core/entities/payment-method';
import { Invalid } from '@/lib/core/errors';
import { exportReport } from '@/lib/domain/sales/reports/export-report';
import { closeShift } from '@/lib/domain/sales/shifts/close-shift';
import { exportShifts } from '@/lib/domain/sales/shifts/export-shifts';
import { getShift } from '@/lib/domain/sales/shifts/get-shift';
import { openShift } from '@/lib/domain/sales/shifts/open-shift';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from '@/lib/platform/settings/get-settings';
import type { GivenPayment } from '@/lib/platform/settings/payment-schemas';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { csvLinesOf } from '@/test/csv-of';
import { correctPayment } from './correct-payment';
import { exportSales } from './export-sales';
import { getPaymentChoice } from './get-payment-choice';
import { getSale } from './get-sale';
import { listSales } from './list-sales';
import { sell } from './sell';
import { makeStock, order, type Stock } from './testing';

const test = openTestDatabase();
let stock: Stock;
let admin: Context<UserActor>;
let seller: Context<UserActor>;
beforeAll(async () => {
  stock = await makeStock(test.db, 20);
  admin = await makeUserContext(test.db, 'admin');
  seller = await makeUserContext(test.db, 'support');
});

const read = async () => (await getSettings(test.db)).paymentMethods;
const save = async (paymentMethods: GivenPayment[]) => (await updateSettings(admin, { paymentMethods })).paymentMethods;
const fresh = (name: string): GivenPayment => ({ key: null, name, isOffered: true });
const keysOf = (rows: PaymentSetting[]) => rows.map(({ key }) => key);
const sellBy = async (paymentMethod: PaymentMethod) => (await sell(seller, order(stock, { paymentMethod }))).sale;

it('are added, put in order, renamed and switched off, and what was sold keeps its method under the name of today', async () => {
  const before = await read();
  expect(keysOf(before)).toEqual([...builtInMethods]);
  const added = await save([fresh(' IME Pay '), ...before, fresh('ConnectIPS')]);
  expect([added[0], added.at(-1)]).toEqual([
    { key: 'own_1', name: 'IME Pay', isOffered: true },
    { key: 'own_2', name: 'ConnectIPS', isOffered: true },
  ]);
  expect(await getPaymentChoice(seller)).toEqual({ offered: ['own_1', ...builtInMethods, 'own_2'], first: 'own_1' });

  const { id: shiftId } = await openShift(seller, { floatPaisa: 0 });
  const { id: saleId } = await sellBy('own_2');
  expect((await getPaymentChoice(seller)).first).toBe('own_2');
  await save(
    added.map((row) =>
      row.key === 'own_2'
        ? { ...row, name: 'Connect IPS', isOffered: false }
        : { ...row, isOffered: row.key !== 'card' },
    ),
  );
  expect(await getPaymentChoice(seller)).toMatchObject({ first: 'own_1' });
  expect(keysOf(await read()).slice(-2)).toEqual(['card', 'own_2']);
  const [audited] = await test.db.select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1);
  expect(audited?.data).toMatchObject({
    paymentMethods: { from: ['IME Pay', ...builtInMethods, 'ConnectIPS'] },
    ownPaymentNames: { from: ['IME Pay', 'ConnectIPS'], to: ['IME Pay', 'Connect IPS'] },
  });

  const paidElsewhere = await sellBy('cash');
  await correctPayment(seller, { saleId: paidElsewhere.id, paymentMethod: 'own_2', reason: 'Read the app wrong' });
  const { events } = await getSale(seller, { saleId: paidElsewhere.id });
  expect(events.map(({ note }) => note)).toContain('Payment corrected from cash to Connect IPS: Read the app wrong');

  const { rows } = await listSales(seller, { paymentMethod: 'own_2' });
  expect(rows.map(({ id }) => id)).toEqual([paidElsewhere.id, saleId]);
  const [header = '', ...sales] = await csvLinesOf(await exportSales(seller, { paymentMethod: 'own_2' }));
  const place = header.split(',').indexOf('payment_method');
  expect(sales.map((line) => line.split(',')[place])).toEqual(['Connect IPS', 'Connect IPS']);
  const report = await csvLinesOf(await exportReport(admin, { by: 'method' }));
  expect(report.map((line) => line.split(',').slice(0, 2))).toEqual([
    ['method', 'name'],
    ['own_2', 'Connect IPS'],
  ]);

  const { till } = await getShift(seller, { shiftId });
  expect(till.lines).toEqual([
    { method: 'cash', expectedPaisa: 0, countedPaisa: null },
    { method: 'own_2', expectedPaisa: 400_000, countedPaisa: null },
  ]);
  const counted = { cash: 0, own_2: 400_000 };
  await closeShift(seller, { shiftId, seenEntryId: till.newestEntryId, counted, note: '' });
  expect((await getShift(seller, { shiftId })).till.lines.at(-1)).toMatchObject({
    method: 'own_2',
    countedPaisa: 400_000,
  });
  expect((await csvLinesOf(await exportShifts(seller, { shiftId }))).at(-1)).toContain('Connect IPS,4000,4000,0');
});

it('what somebody else added meanwhile stays, under a name of its own', async () => {
  const seen = await read();
  await save([...seen, fresh('Fonepay')]);
  await save([...seen, fresh('Prabhu Pay')]);
  const names = (await read()).map(({ name }) => name).filter(Boolean);
  expect(names.toSorted()).toEqual(['Connect IPS', 'Fonepay', 'IME Pay', 'Prabhu Pay']);
  await expect(save([...seen, fresh('FONEPAY')])).rejects.toMatchObject({
    fields: { [`paymentMethods.${seen.length}.name`]: ['Another way to pay has this name.'] },
  });
});

it('each has a name, there are twelve at most, and none is taken that is not there', async () => {
  const seen = await read();
  const wrong: GivenPayment[][] = [
    [...seen, fresh('  ')],
    [...seen, fresh('x'.repeat(31))],
    [...seen, { key: 'own_9', name: 'Not added', isOffered: true }],
    [...seen, ...seen.slice(0, 1)],
    [...seen, ...Array.from({ length: 9 }, (_, n) => fresh(`Way ${n}`))],
  ];
  for (const rows of wrong) await expect(save(rows)).rejects.toThrow(Invalid);
  expect(await read()).toEqual(seen);
  await expect(sellBy('own_9')).rejects.toThrow(Invalid);
  const { id: saleId } = await sellBy('own_1');
  await expect(correctPayment(admin, { saleId, paymentMethod: 'own_9', reason: 'No such way' })).rejects.toThrow(
    Invalid,
  );

  const full = await save([...seen, ...Array.from({ length: 8 }, (_, n) => fresh(`Way ${n}`))]);
  expect(full.filter(({ name }) => name !== null)).toHaveLength(12);
});

it('the database offers none that has no name', async () => {
  await test.db.update(settings).set({ paymentMethods: ['cash'], ownPaymentNames: ['IME Pay'] });
  await expect(
    test.db
      .update(settings)
      .set({ paymentMethods: ['own_2'] })
      .where(eq(settings.id, 1)),
  ).rejects.toMatchObject({ cause: { constraint_name: 'settings_payment_methods_check' } });
});
