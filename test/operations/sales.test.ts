import { beforeAll, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { makeSale, queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { makeStock } from '@/lib/domain/sales/sales/testing';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Actor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { findOperations } from './find-operations';
import { garbageFaults, type Samples } from './garbage-faults';

const operations = await findOperations('lib/domain/sales');

const id = 1;
const reason = 'tests';
const reference = 'reference-1';
const amountPaisa = 200_000;
const file = { [Symbol.asyncIterator]: async function* () {} };
const table = { encoding: 'utf-8', delimiter: 'comma', headerRow: 1, form: 'own' };
const span = { from: new Date('2026-11-01T00:00:00Z'), until: new Date('2026-12-01T00:00:00Z') };

/** An input of each use case that its schema takes; for one that is not here, `{}` is. Rows have the ids of a new database. */
const samples: Samples = {
  eraseCustomer: { contact: 'nobody@example.com', reason: 'They asked for it.' },
  exportCustomer: { contact: 'nobody@example.com' },
  findCustomer: { contact: 'nobody@example.com' },
  correctPayment: { saleId: id, paymentMethod: 'card', reason: 'Paid by card' },
  giveGoodwillCode: { press: 'press-0123456789abcdef', saleId: id, couponId: id, reason: 'PIN came late' },
  addCustomerNote: { saleId: id, text: 'Calls late' },
  findCustomers: { search: '98608' },
  getCustomer: { saleId: id },
  acknowledgeSale: { saleId: id, state: 'succeeded' },
  addSaleContact: { saleId: id, phone: '9860848045' },
  clearSaleFlag: { saleId: id, reason },
  compareBooks: { ...span, books: [{ reference, kind: 'succeeded', amountPaisa }] },
  closeDifference: { id, note: reason },
  runComparison: { ...span, books: [{ reference, kind: 'succeeded', amountPaisa }] },
  correctSalePin: { saleId: id, reason, pin: 'K3Q' },
  correctCredit: { integratorId: id, amountPaisa: -1, reason },
  createIntegratorKey: { name: 'A new one', scopes: ['nettv:sell'], creditPaisa: 100 },
  createPublishableTestKey: { integratorId: id, origins: 'https://shop.example.com' },
  createTestKey: { integratorId: id, scopes: ['nettv:sell'] },
  createProduct: { name: 'Another', value: 'another', amountPaisa, couponId: id },
  enterSalePin: { saleId: id, reason, pin: 'K3Q' },
  exportStatement: { integratorId: id },
  findDamagedPin: { customer: '9860848045', readable: 'K3QZ7R*' },
  findOwnSale: { reference },
  findProduct: { id },
  giveGoodwill: { saleId: id, reason, amountPaisa },
  getSale: { saleId: id },
  getSaleMessages: { saleId: id },
  printReceipt: { saleId: id },
  checkReceipt: { token: 'none' },
  listDeliveries: { saleId: id },
  listLastPurchases: { integratorId: id },
  listSaleStatuses: { references: [reference] },
  listStatement: { integratorId: id },
  lookUpPurchase: { reference, value: null },
  lookUpSale: { saleId: id },
  markSaleFailed: { saleId: id, reason },
  markSaleRefunded: { saleId: id, reason },
  normalizeSaleSearch: { text: 'K3Q' },
  pauseSales: { paused: false },
  recordEmailEvent: { messageId: 'msg_1', providerId: 'email-1', type: 'delivered', at: new Date() },
  renderMessage: { deliveryId: id, reason },
  replaceSalePin: { saleId: id, reason },
  resendDelivery: { deliveryId: id, reason },
  resetMessageTemplate: { channel: 'sms', version: 0 },
  revealSalePin: { saleId: id, reason },
  approveShift: { shiftId: id },
  closeShift: { shiftId: id, seenEntryId: 0, counted: { cash: 0 } },
  getShift: { shiftId: id },
  openShift: { floatPaisa: 0 },
  sell: { reference, productId: id, expectedAmountPaisa: amountPaisa },
  sendTestMessage: { channel: 'email' },
  setCreditTerms: { integratorId: id, limitPaisa: 0, lowCreditPaisa: null },
  sellRechargeCard: { method: 'ntc-erc', amountPaisa: 10_000 },
  setIntegratorPrice: { integratorId: id, productId: id, pricePaisa: null, commission: 5 },
  listIntegratorPrices: { integratorId: id },
  setMaintenance: { maintenance: false },
  setProductActive: { id, active: true },
  askForCredit: { amountPaisa: 1, note: reason },
  refuseCreditRequest: { id, reason },
  withdrawCreditRequest: { id },
  topUpCredit: { integratorId: id, amountPaisa: 1, reason },
  readPurchase: { reference },
  voidPurchase: { reference, reason },
  voidSale: { saleId: id, reason },
  updateMessageTemplate: { channel: 'sms', version: 0, subject: null, body: 'Your code is {pin}.' },
  updateProduct: { id, name: 'Another name', amountPaisa },
  ...Object.fromEntries(
    [
      ['productImport', { ...table, places: '1,2,3,0,4,0,0,0,0,0' }] as const,
      ['contactImport', { ...table, places: '1,2,3' }] as const,
    ].flatMap(([kind, reading]) => [
      [`${kind}.readHead`, { isWhole: true, file }],
      [`${kind}.receiveFile`, { ...reading, file }],
      ...['getFile', 'startImport', 'cancelFile', 'exportLeftOut', 'undoImport', 'planUndo'].map((name) => [
        `${kind}.${name}`,
        { id },
      ]),
    ]),
  ),
};

const test = openTestDatabase();
const khalti = prepared(connectKhalti);
let actors: Record<'user' | 'key' | 'system' | 'partner', Context<Actor>>;
beforeAll(async () => {
  const user = await makeUserContext(test.db, 'admin');
  const partner = await makeUserContext(test.db, 'partner');
  actors = {
    user,
    partner,
    key: await makeKeyContext(test.db, ['nettv:sell']),
    system: systemContext(test.db, 'tests'),
  };
  await makeStock(test.db, 1, { amountPaisa });
  await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
  const { saleId } = await makeSale(test.db, user.actor.id);
  await queueDeliveries(user, { saleId, phone: '+9779860848045', email: null });
});

const kinds: Record<string, keyof typeof actors> = {
  askForCredit: 'partner',
  exportOwnPurchases: 'partner',
  exportOwnStatement: 'partner',
  getOwnBalance: 'key',
  listOwnCreditRequests: 'partner',
  listOwnPrices: 'partner',
  listOwnPurchases: 'partner',
  listOwnStatement: 'partner',
  withdrawCreditRequest: 'partner',
  listSaleStatuses: 'key',
  listPrices: 'key',
  listPurchases: 'key',
  lookUpPurchase: 'key',
  readPurchase: 'key',
  recordEmailEvent: 'system',
  voidPurchase: 'key',
};

it('is thrown at every use case of the group', () => {
  const names = operations.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(40);
  expect(Object.keys({ ...samples, ...kinds }).filter((name) => !names.includes(name))).toEqual([]);
});

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s refuses garbage that bypasses its types as what it is, and never fails',
  async (_, operation) => {
    expect(await garbageFaults(actors[kinds[operation.name] ?? 'user'], operation, samples)).toEqual([]);
  },
);
