import { beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { fillMessage } from '@/lib/adapters/messaging/fill-message';
import { Invalid } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { eraseCustomer } from '@/lib/domain/sales/customers/erase-customer';
import { exportCustomer } from '@/lib/domain/sales/customers/export-customer';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { composeMessage } from './compose-message';
import { resetMessageTemplate } from './reset-message-template';
import { updateMessageTemplate } from './update-message-template';

const test = openTestDatabase();
let seller: Context<UserActor>;
let stock: Stock;
const despiteSaleId = Number.MAX_SAFE_INTEGER;
beforeAll(async () => {
  seller = await makeUserContext(test.db, 'support');
  stock = await makeStock(test.db, 20);
});
let nth = 0;
let phone: string;
beforeEach(() => {
  phone = `98410002${String(++nth).padStart(2, '0')}`;
});

const sellIn = async (more: Partial<Parameters<typeof sell>[1]>) =>
  (await sell(seller, order(stock, { phone, despiteSaleId, ...more }))).sale.id;
const smsOf = async (saleId: number) => {
  const { template, facts } = await composeMessage(test.db, { saleId, channel: 'sms', pin: 'K3Q7' });
  return fillMessage(template, facts).text;
};
const english = /^Thank you for buying Product \d+ from .+\. Your PIN is K3Q7, valid until: /;

it('a message of own stock is in English where nobody chose a language, and says nothing of Khalti', async () => {
  const text = await smsOf(await sellIn({}));
  expect(text).toMatch(english);
  expect(text).not.toContain('Khalti');
});

it('a language that was chosen is remembered by the phone number or the email address, until another one is chosen', async () => {
  const email = `language-${nth}@example.com`;
  const first = await sellIn({ language: 'ne', email });
  expect((await getSale(seller, { saleId: first })).language).toBe('ne');
  expect(await smsOf(first)).toMatch(/तपाईंको पिन K3Q7 हो, म्याद: /);
  expect(await smsOf(await sellIn({}))).toMatch(/धन्यवाद/);
  expect(await smsOf(await sellIn({ phone: '', email }))).toMatch(/धन्यवाद/);
  expect(await smsOf(await sellIn({ language: 'pt' }))).toMatch(/^Obrigado/);
  expect(await smsOf(await sellIn({}))).toMatch(/^Obrigado/);
  expect(await smsOf(await sellIn({ phone: `98410003${nth}0`.slice(0, 10) }))).toMatch(english);
});

it('dates and what is left out are in the language too', async () => {
  const ending = await makeStock(test.db, 1, { coupon: { validDaysAfterSale: 30 } });
  const at = { ...seller, now: () => new Date('2026-11-28T10:00:00Z') };
  const { sale } = await sell(at, order(ending, { language: 'ne' }));
  const { facts } = await composeMessage(test.db, { saleId: sale.id, channel: 'email', pin: 'PIN' });
  expect(facts.valid_until).toMatch(/^28 .*2026$/);
  expect(facts.valid_until).not.toContain('Dec');
  const endless = await composeMessage(test.db, {
    saleId: await sellIn({ language: 'pt' }),
    channel: 'email',
    pin: 'PIN',
  });
  expect(endless.facts.valid_until).toBe('sem prazo');
});

it('the organization’s own text is sent in its language, for both suppliers', async () => {
  const admin = await makeUserContext(test.db, 'admin');
  await updateMessageTemplate(admin, { channel: 'sms', subject: null, body: 'Yours: {pin}', version: 0 });
  expect(await smsOf(await sellIn({}))).toBe('Yours: K3Q7');
  expect(await smsOf(await sellIn({ language: 'ne' }))).toMatch(/धन्यवाद/);
  const nepali = { channel: 'sms' as const, language: 'ne' as const };
  await updateMessageTemplate(admin, { ...nepali, subject: null, body: 'तपाईंको: {pin}', version: 0 });
  expect(await smsOf(await sellIn({ language: 'ne' }))).toBe('तपाईंको: K3Q7');
  expect(await smsOf(await sellIn({ language: 'pt' }))).toMatch(/^Obrigado/);
  await resetMessageTemplate(admin, { ...nepali, version: 1 });
  expect(await smsOf(await sellIn({ language: 'ne' }))).toMatch(/धन्यवाद/);
});

it('is exported and erased with the customer, and forgotten then', async () => {
  const admin = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  const saleId = await sellIn({ language: 'ne' });
  const contact = `+977${phone}`;
  expect((await exportCustomer(admin, { contact })).sales).toMatchObject([{ id: saleId, language: 'ne' }]);
  await eraseCustomer(admin, { contact, reason: 'They asked for it.' });
  expect((await getSale(admin, { saleId })).language).toBeNull();
  expect(await smsOf(await sellIn({}))).not.toMatch(/धन्यवाद/);
});

it('is one of three', async () => {
  await expect(sellIn({ language: 'fr' as never })).rejects.toBeInstanceOf(Invalid);
});
