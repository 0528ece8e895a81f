import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { groupCode } from '@/lib/domain/coupons/codes/alphabet';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { type Explanation, explainCode } from './explain-code';
import { redeem } from './redeem';
import type { Rule } from './rules';
import type { ExplainCodeInput } from './schemas';
import { linkNewGroup, makeCode, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const support = prepared(() => makeUserContext(test.db, 'support'));
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));

const nothing = { userRef: null, userStatus: null, groupIds: [], planId: null, tvodPriceId: null, amount: null };
const explain = (typed: string, about: Partial<ExplainCodeInput> = {}, who: Context = support) =>
  explainCode(who, { typed, ...nothing, ...about });
const ruleOf = ({ rules }: Explanation, rule: Rule) => rules.find((one) => one.rule === rule);
const failedIn = ({ rules }: Explanation) => rules.filter(({ answer }) => answer === 'failed').map(({ rule }) => rule);

describe('an issued code', () => {
  it('is known in lower case, with spaces and an O for a 0, and shown by its last four only', async () => {
    const coupon = await makeCoupon(test.db);
    const { code, id } = await makeCode(test.db, coupon.id);
    const typed = ` ${groupCode(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
    const answer = await explain(typed);
    expect(answer).toMatchObject({
      result: 'works',
      shape: 'whole',
      coupon: { id: coupon.id, code: coupon.code, isDeleted: false },
      code: { id, lastFour: code.slice(-4) },
      discount: { percent: 25, duration: 'once', missing: ['purchase.amount'] },
    });
    expect(JSON.stringify(answer)).not.toContain(code);
  });

  it('that was used names the redemption that took it, and when', async () => {
    const coupon = await makeCoupon(test.db);
    const { code } = await makeCode(test.db, coupon.id);
    const taken = await redeem(platform, { code, user: { id: 'u-1' } });
    const answer = await explain(code, { userRef: 'u-2' });
    expect(answer.result).toBe('fails');
    expect(failedIn(answer)).toEqual(['code_state']);
    expect(ruleOf(answer, 'code_state')).toMatchObject({
      code: 'code_already_redeemed',
      redemptionId: taken.id,
      at: taken.createdAt.toISOString(),
      expected: ['available', 'sold'],
      actual: 'redeemed',
    });
  });

  it('that was sold names its sale', async () => {
    const stock = await makeStock(test.db, 1);
    const seller = await makeUserContext(test.db, 'support');
    const { sale, pin } = await sell(seller, order(stock));
    const answer = await explain(pin ?? '');
    expect(answer).toMatchObject({ result: 'works', sale: { id: sale.id, state: 'succeeded', supplier: 'stock' } });
    expect(ruleOf(answer, 'code_state')?.actual).toBe('sold');
  });
});

describe('what is not known of the purchase', () => {
  it('leaves its rules open, and only where the coupon asks for it', async () => {
    const everybody = await makeCoupon(test.db);
    expect((await explain(everybody.code)).result).toBe('works');
    const few = await makeCoupon(test.db, { uniqueRedemption: true });
    await linkNewGroup(test.db, few.id);
    await makePrice(test.db, few.id);
    const answer = await explain(few.code);
    expect(answer.result).toBe('open');
    expect(answer.rules.filter((rule) => rule.answer === 'not_asked').map(({ rule }) => rule)).toEqual([
      'unique_user',
      'purchase',
    ]);
  });

  it('leaves the audience and what depends on the amount open, unless no answer could pass', async () => {
    const openIn = ({ rules }: Explanation) =>
      rules.filter(({ answer }) => answer === 'not_asked').map(({ rule }) => rule);
    const { id: member } = await linkNewGroup(test.db, (await makeCoupon(test.db)).id);
    const members = await makeCoupon(test.db, { audience: 'members', memberGroupIds: [member] });
    expect(openIn(await explain(members.code))).toEqual(['audience']);
    expect(openIn(await explain(members.code, { groupIds: [member] }))).toEqual([]);
    const fresh = await makeCoupon(test.db, { audience: 'new', minimumAmount: 500, budget: 1000 });
    expect(openIn(await explain(fresh.code))).toEqual(['audience', 'minimum_amount', 'budget']);
    expect(openIn(await explain(fresh.code, { userStatus: 'new', amount: 500 }))).toEqual([]);
    const spent = await makeCoupon(test.db, { budget: 1000, spent: 1000 });
    const answer = await explain(spent.code);
    expect([openIn(answer), failedIn(answer)]).toEqual([[], ['budget']]);
  });

  it('is checked once it is known, with what was wanted and what was given', async () => {
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true });
    const wanted = await linkNewGroup(test.db, coupon.id);
    const price = await makePrice(test.db, coupon.id);
    const stranger = await linkNewGroup(test.db, (await makeCoupon(test.db)).id);
    const earlier = await redeem(platform, {
      code: coupon.code,
      user: { id: 'u-9', groups: [wanted.id] },
      tvod_price_id: price.id,
    });
    const about = { userRef: 'u-9', planId: stranger.id };
    const answer = await explain(coupon.code, about);
    expect(failedIn(answer)).toEqual(['unique_user', 'purchase']);
    expect(ruleOf(answer, 'unique_user')?.redemptionId).toBe(earlier.id);
    expect(ruleOf(answer, 'purchase')).toMatchObject({ expected: [wanted.name, price.name], actual: stranger.name });
    const bought = await explain(coupon.code, { userRef: 'u-9', tvodPriceId: price.id });
    expect(ruleOf(bought, 'purchase')?.answer).toBe('passed');
    const check = await checkRedemption(platform, {
      code: coupon.code,
      user: { id: 'u-9' },
      purchase: { plan: stranger.id },
    });
    expect(check.reasons.filter(({ passed }) => !passed).map(({ rule }) => rule)).toEqual(failedIn(answer));
  });
});

describe('what no code reads like', () => {
  it('with one wrong character is a slip, and is not tried out against the codes', async () => {
    const { code } = await makeCode(test.db, (await makeCoupon(test.db)).id);
    const wrong = `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
    const answer = await explain(wrong);
    expect(answer).toMatchObject({ result: 'unknown', shape: 'mistyped', coupon: null, code: null, sale: null });
    expect(answer.rules.map(({ rule, code: reason }) => [rule, reason])).toEqual([['exists', 'code_unknown']]);
    expect((await explain(generateCode())).shape).toBe('whole');
  });

  it('C3: but for look-alikes is a coupon’s own code, which works', async () => {
    const coupon = await makeCoupon(test.db, { code: 'FESTIVAL-2O' });
    const answer = await explain('festiva1 20');
    expect(answer).toMatchObject({ result: 'works', coupon: { id: coupon.id, code: 'FESTIVAL-2O' } });
    expect((await checkRedemption(platform, { code: 'festiva1 20', user: { id: 'u' } })).redeemable).toBe(true);
  });

  it('may be a supplier’s PIN that we sold', async () => {
    const khalti = await connectKhalti();
    const product = await offerKhaltiProduct(test.db, khalti, { value: 'nettv explained', amount: 2000 });
    const seller = await makeUserContext(test.db, 'support');
    const { sale, pin } = await sell(seller, {
      reference: crypto.randomUUID(),
      productId: product.id,
      expectedAmountPaisa: product.amountPaisa,
    });
    await khalti.close();
    const answer = await explain((pin ?? '').toLowerCase());
    expect(answer).toMatchObject({ result: 'supplier_pin', sale: { id: sale.id, supplier: 'khalti' } });
  });
});

it('says of a deleted coupon that it was deleted, and leaves no trace of the question', async () => {
  const coupon = await makeCoupon(test.db, { deletedAt: new Date('2026-11-01T00:00:00Z') });
  const before = await test.db.$count(auditEvents, sql`true`);
  const answer = await explain(coupon.code);
  expect(answer.coupon?.isDeleted).toBe(true);
  expect(ruleOf(answer, 'exists')).toMatchObject({ code: 'coupon_deleted', at: '2026-11-01T00:00:00.000Z' });
  expect(await test.db.$count(auditEvents, sql`true`)).toBe(before);
});

it('is for the support staff and admins: not for viewers, and not for keys', async () => {
  const coupon = await makeCoupon(test.db);
  expect((await explain(coupon.code, {}, await makeUserContext(test.db, 'admin'))).result).toBe('works');
  await expect(explain(coupon.code, {}, await makeUserContext(test.db, 'viewer'))).rejects.toThrow(Forbidden);
  await expect(explain(coupon.code, {}, platform)).rejects.toThrow(Forbidden);
  await expect(explain('  ')).rejects.toThrow(Invalid);
  await expect(explain('a\0b')).resolves.toMatchObject({ result: 'unknown' });
});
