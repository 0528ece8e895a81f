import { beforeAll, expect, it, vi } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { fillMessage, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { goodwillTemplates } from '@/lib/adapters/messaging/goodwill-texts';
import { measureSms } from '@/lib/adapters/messaging/sms-segments';
import { resetEnv } from '@/lib/core/env';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { getPersonLimits, updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { issueCodes } from '@/lib/domain/coupons/codes/issue-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { composeGoodwill } from '@/lib/domain/sales/deliveries/compose-goodwill';
import { sendDelivery } from '@/lib/domain/sales/deliveries/send-delivery';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { startSparrowFake } from '@/test/fakes/sparrow';
import { eraseCustomer } from './erase-customer';
import { getCustomer } from './get-customer';
import { giveGoodwillCode } from './give-goodwill-code';
import { listGoodwillCoupons } from './goodwill-coupons';
import { findTexts } from './testing';

const test = openTestDatabase();
let admin: Context<UserActor>;
let seller: Context<UserActor>;
let stock: Stock;
let couponId: number;

beforeAll(async () => {
  admin = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  seller = await makeUserContext(test.db, 'support');
  stock = await makeStock(test.db, 40);
  couponId = await makeCoupon('SORRY');
});

let serial = 0;
const next = () => ++serial;
const makeCoupon = async (code: string, more: Parameters<typeof newCoupon>[0] = {}) =>
  (await createCoupon(admin, newCoupon({ code, security: 'restricted', ...more }))).id;
const sellTo = async (contacts: { phone?: string; email?: string }) =>
  (await sell(seller, order(stock, { ...contacts, despiteSaleId: 1_000_000 }))).sale.id;
const nextPhone = () => `98622${String(next()).padStart(5, '0')}`;
const pressOf = (saleId: number, more: object = {}) => ({
  press: `press-${String(next()).padStart(16, '0')}`,
  ...{ saleId, couponId, reason: 'PIN came late' },
  ...more,
});
const given = () => test.sql`select count(*)::int as n from goodwill_codes`.then(([row]) => row?.n);

it('issues a code, hands it out, and sends it once a press, also when the answer was lost', async () => {
  const saleId = await sellTo({ phone: nextPhone() });
  const press = pressOf(saleId);
  const first = await giveGoodwillCode(admin, press);
  const [again, twice] = await Promise.all([giveGoodwillCode(admin, press), giveGoodwillCode(admin, press)]);
  expect([again, twice]).toEqual([first, first]);
  const codes = await test.sql`select c.status, c.sold_at is not null as sold, c.last_four from codes c
    join goodwill_codes g on g.code_id = c.id where g.sale_id = ${saleId}`;
  expect(codes).toEqual([{ status: 'sold', sold: true, last_four: first.lastFour }]);
  const messages = await test.sql`select channel, goodwill_code_id::int as id from deliveries
    where sale_id = ${saleId} and goodwill_code_id is not null`;
  expect(messages).toEqual([{ channel: 'sms', id: first.id }]);
  const jobs =
    await test.sql`select count(*)::int as n from pgboss.job j join deliveries d on d.id = (j.data ->> 'deliveryId')::int
    where j.name = 'send-goodwill' and d.sale_id = ${saleId}`;
  expect(jobs).toEqual([{ n: 1 }]);
  const audit = await test.sql`select action, data ->> 'reason' as reason from audit_events
    where subject_kind = 'sale' and subject_id = ${saleId} and action like 'customer.goodwill%'`;
  expect(audit).toEqual([{ action: 'customer.goodwill_code_given', reason: 'PIN came late' }]);
  for (const other of [{ reason: 'Another' }, { saleId: await sellTo({ phone: nextPhone() }) }]) {
    await expect(giveGoodwillCode(admin, { ...press, ...other })).rejects.toMatchObject({ reason: 'other_press' });
  }
});

it('counts as a reveal of the person who gives it, once a press, and stops at the limit', async () => {
  const person = (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  const saleId = await sellTo({ phone: nextPhone() });
  await test.sql`insert into person_limits (id, reveal_day_ask, reveal_day_stop) values (1, 1, 2)
    on conflict (id) do update set reveal_day_ask = 1, reveal_day_stop = 2`;
  const press = pressOf(saleId);
  for (let sent = 0; sent < 3; sent += 1) await giveGoodwillCode(person, press);
  await giveGoodwillCode(person, pressOf(saleId));
  const passed = await test.sql`select data ->> 'reason' as reason from audit_events
    where action = 'user.limit_passed' and subject_id = ${person.actor.id}`;
  expect(passed).toEqual([{ reason: press.reason }]);
  const before = await given();
  await expect(giveGoodwillCode(person, pressOf(saleId))).rejects.toMatchObject({ reason: 'limit_stop' });
  expect(await given()).toBe(before);
  await test.sql`update person_limits set reveal_day_ask = null, reveal_day_stop = null`;
});

it('gives one code to presses at the same instant', async () => {
  const saleId = await sellTo({ email: `one.${next()}@example.com` });
  const before = await given();
  const press = pressOf(saleId);
  const all = await Promise.all(Array.from({ length: 5 }, () => giveGoodwillCode(admin, press)));
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(await given()).toBe(before + 1);
});

it('shows it in the timeline with its message, which a void of the sale leaves alone and can be sent again', async () => {
  const saleId = await sellTo({ phone: nextPhone() });
  const { lastFour } = await giveGoodwillCode(admin, pressOf(saleId));
  await voidSale(admin, { saleId, reason: 'Wrong product' });
  const { customer } = await getCustomer(seller, { saleId });
  // The admin's clock does not run.
  const [message, goodwill] = customer?.timeline.slice(-2) ?? [];
  expect(goodwill).toMatchObject({ kind: 'goodwill', lastFour, couponCode: 'SORRY', reason: 'PIN came late' });
  expect(message).toMatchObject({ kind: 'message', isGoodwill: true, message: { state: 'queued' } });
  const deliveryId = message?.id ?? 0;
  await expect(resendDelivery(seller, { deliveryId, recipient: nextPhone() })).rejects.toThrow(Invalid);
  await resendDelivery(seller, { deliveryId });
  const rows = await test.sql`select state, error from deliveries where sale_id = ${saleId}
    and goodwill_code_id is not null order by id`;
  expect(rows).toEqual([
    { state: 'failed', error: 'superseded' },
    { state: 'queued', error: null },
  ]);
});

it('sends the code in place of the PIN, in one SMS', async () => {
  const sparrow = await startSparrowFake();
  vi.stubEnv('SPARROW_TOKEN', 'sparrow-token');
  vi.stubEnv('SPARROW_FROM', 'CouponDesk');
  vi.stubEnv('SPARROW_BASE_URL', sparrow.url);
  resetEnv();
  const saleId = await sellTo({ phone: nextPhone() });
  const { id, lastFour } = await giveGoodwillCode(admin, pressOf(saleId));
  const [message] = await test.sql`select id::int from deliveries where goodwill_code_id = ${id}`;
  await sendDelivery(systemContext(test.db, 'Messages'), { deliveryId: message?.id, attempt: 1 });
  const texts = sparrow.messages.map(({ text }) => text);
  expect(texts).toEqual([
    expect.stringMatching(new RegExp(`^We are sorry for the trouble. Your code is \\w+${lastFour}\\. `)),
  ]);
  expect(measureSms(texts[0] ?? '').segments).toBe(1);
  vi.unstubAllEnvs();
  resetEnv();
  await sparrow.close();
});

it('takes only active coupons of the desk that need issued codes and that no product sells', async () => {
  const saleId = await sellTo({ phone: nextPhone() });
  const [onSale] = await test.sql`select coupon_id::int as id from products where coupon_id is not null limit 1`;
  const wrong = [
    onSale?.id,
    await makeCoupon('OPEN', { security: 'public' }),
    await makeCoupon('OFF', { status: 'unavailable' }),
    await makeCoupon('LATER', { releaseAt: '2099-01-01T00:00:00Z', expiresAt: null }),
  ];
  for (const id of wrong) {
    await expect(giveGoodwillCode(admin, pressOf(saleId, { couponId: id }))).rejects.toThrow(Invalid);
  }
  expect((await listGoodwillCoupons(admin, undefined)).map(({ code }) => code)).toEqual(['SORRY']);
});

it('is given by supervisors too, within the limit of a person, who issue no codes otherwise', async () => {
  const { ctx: supervisor } = await makeSignedIn(test.db, 'supervisor', { at: new Date() });
  expect((await listGoodwillCoupons(supervisor, undefined)).map(({ code }) => code)).toEqual(['SORRY']);
  const saleId = await sellTo({ phone: nextPhone() });
  const before = await given();
  const limits = await getPersonLimits(admin, undefined);
  await updatePersonLimits(admin, { ...limits, revealDayStop: 1 });
  await giveGoodwillCode(supervisor, pressOf(saleId));
  await expect(giveGoodwillCode(supervisor, pressOf(saleId))).rejects.toMatchObject({ reason: 'limit_stop' });
  await updatePersonLimits(admin, limits);
  expect(await given()).toBe(before + 1);
  await expect(issueCodes(supervisor, { couponId, count: 1 })).rejects.toThrow(Forbidden);
});

it('needs the right to settle any sale, a person and a contact', async () => {
  const saleId = await sellTo({ phone: nextPhone() });
  for (const role of ['support', 'viewer'] as const) {
    const ctx = await makeUserContext(test.db, role);
    await expect(giveGoodwillCode(ctx, pressOf(saleId))).rejects.toThrow(Forbidden);
    await expect(listGoodwillCoupons(ctx, undefined)).rejects.toThrow(Forbidden);
  }
  const key = (await makeKeyContext(test.db, [...scopes], { couponLimit: 'all' } as never)) as never;
  await expect(giveGoodwillCode(key, pressOf(saleId))).rejects.toThrow();
  await expect(giveGoodwillCode(admin, pressOf(await sellTo({})))).rejects.toMatchObject({ reason: 'no_contact' });
});

it('is erased with the customer: what waits is not sent, and the reason loses the contact', async () => {
  const phone = nextPhone();
  const saleId = await sellTo({ phone });
  await giveGoodwillCode(admin, pressOf(saleId, { reason: `Promised to ${phone}` }));
  await eraseCustomer(admin, { contact: phone, reason: 'They asked for it.' });
  expect(await findTexts(test, phone)).toEqual([]);
  await expect(giveGoodwillCode(admin, pressOf(saleId))).rejects.toMatchObject({ reason: 'contact_erased' });
});

it('is written in the language of the customer', async () => {
  const phone = nextPhone();
  const { sale } = await sell(seller, order(stock, { phone, language: 'ne', despiteSaleId: 1_000_000 }));
  const smsOf = async (saleId: number, code: string) => {
    const { id } = await giveGoodwillCode(admin, pressOf(saleId));
    const { template, facts } = await composeGoodwill(test.db, { goodwillCodeId: id, channel: 'sms', code });
    return fillMessage(template, facts).text;
  };
  expect(await smsOf(sale.id, 'K3Q7')).toMatch(/^असुविधाका लागि क्षमाप्रार्थी छौं। तपाईंको कोड K3Q7 हो। /);
  const last = await sell(seller, order(stock, { phone, language: 'pt', despiteSaleId: 1_000_000 }));
  const remembered = await sellTo({ phone });
  expect(await smsOf(remembered, 'K3Q7')).toMatch(/^Pedimos desculpas/);
  expect(await smsOf(await sellTo({ phone: nextPhone() }), 'K3Q7')).toMatch(/^We are sorry/);
  expect(last.sale.language).toBe('pt');
  for (const hasEnd of [true, false]) {
    const { segments } = measureSms(fillMessage(goodwillTemplates.pt(hasEnd).sms, sampleFacts).text);
    expect(segments).toBe(1);
  }
});
