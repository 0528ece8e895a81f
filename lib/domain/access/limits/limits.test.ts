import { randomUUID } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { personUses } from '@/db/schema/limits';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { revealCode } from '@/lib/domain/coupons/codes/reveal-code';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { findSessionUser } from '@/lib/platform/auth/session';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { pruneUses } from './count-use';
import { liftLimit, listReachedLimits } from './lift-limit';
import type { PersonLimits } from './limits';
import { getPersonLimits, updatePersonLimits } from './person-limits';

const none: PersonLimits = {
  ...{ saleHourAsk: null, saleHourStop: null, saleDayAsk: null, saleDayStop: null },
  ...{ revealHourAsk: null, revealHourStop: null, revealDayAsk: null, revealDayStop: null },
  ...{ searchHourAsk: null, searchHourStop: null, searchDayAsk: null, searchDayStop: null },
};
const reason = 'A large order';

const test = openTestDatabase({ max: 10 });
let admin: Context<UserActor>;
let stock: Awaited<ReturnType<typeof makeStock>>;
let now: Date;
const clock = () => now;
const hour = 60 * 60 * 1000;
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

beforeAll(async () => {
  stock = await makeStock(test.db, 300);
});
beforeEach(async () => {
  now = new Date();
  admin = await makeUserContext(test.db, 'admin', clock);
  await updatePersonLimits(admin, none);
});

/** With the actor that a request reads. */
async function seller(): Promise<Context<UserActor>> {
  const ctx = await makeUserContext(test.db, 'support', clock);
  const actor = await findSessionUser(test.db, ctx.sessionToken, now);
  if (!actor) throw new Error('The session was not found.');
  return { ...ctx, actor };
}
const limit = (limits: Partial<PersonLimits>) => updatePersonLimits(admin, { ...none, ...limits });
const sellOne = (ctx: Context<UserActor>, limitReason?: string, reference: string = randomUUID()) =>
  sell(ctx, { ...order(stock), reference, limitReason });
const lastEvents = (action: string, userId: number) =>
  test.db
    .select({ data: auditEvents.data, by: auditEvents.userId })
    .from(auditEvents)
    .where(and(eq(auditEvents.action, action), eq(auditEvents.subjectId, userId)))
    .orderBy(desc(auditEvents.id));
const usesOf = ({ actor }: Context<UserActor>) => test.db.$count(personUses, eq(personUses.userId, actor.id));

describe('sales of a person', () => {
  it('are neither limited nor kept while no limit is set', async () => {
    const ctx = await seller();
    for (let sold = 0; sold < 3; sold += 1) await sellOne(ctx);
    expect(await usesOf(ctx)).toBe(0);
  });

  it('need a reason after the number that is set, which is kept, and then go on', async () => {
    await limit({ saleHourAsk: 2 });
    const ctx = await seller();
    await sellOne(ctx);
    await sellOne(ctx);
    await expect(sellOne(ctx)).rejects.toMatchObject({
      reason: 'limit_reason',
      details: { kind: 'sale', span: 'hour', limit: 2 },
    });
    await expect(sellOne(ctx, reason)).resolves.toMatchObject({ sale: { state: 'succeeded' } });
    expect(await lastEvents('user.limit_passed', ctx.actor.id)).toMatchObject([
      { data: { kind: 'sale', count: 3, reason } },
    ]);
    later(hour + 1);
    await sellOne(ctx);
  });

  it('stop after the number that is set, whatever the reason, for that person alone', async () => {
    await limit({ saleHourStop: 1 });
    const ctx = await seller();
    await sellOne(ctx);
    await expect(sellOne(ctx, reason)).rejects.toMatchObject({ reason: 'limit_stop', message: /supervisors/ });
    await sellOne(await seller());
  });

  it('are limited over a day, too', async () => {
    await limit({ saleHourStop: 5, saleDayStop: 2 });
    const ctx = await seller();
    await sellOne(ctx);
    later(2 * hour);
    await sellOne(ctx);
    await expect(sellOne(ctx)).rejects.toMatchObject({ details: { span: 'day' } });
    later(22 * hour + 1);
    await sellOne(ctx);
  });

  it('count once under one reference, and not when nothing was sold', async () => {
    await limit({ saleHourStop: 1 });
    const ctx = await seller();
    const wrongPrice = { ...order(stock), reference: randomUUID(), expectedAmountPaisa: 1 };
    await expect(sell(ctx, wrongPrice)).rejects.toMatchObject({ reason: 'price_changed' });
    const soldOut = await makeStock(test.db, 0);
    await expect(sell(ctx, { ...order(soldOut), reference: randomUUID() })).resolves.toMatchObject({
      sale: { state: 'failed' },
    });
    const reference = randomUUID();
    await sellOne(ctx, undefined, reference);
    await expect(sellOne(ctx, undefined, reference)).resolves.toMatchObject({ repeated: true });
    await expect(sellOne(ctx)).rejects.toMatchObject({ reason: 'limit_stop' });
  });

  it('are limited exactly when many are made at once', async () => {
    await limit({ saleHourStop: 4 });
    const ctx = await seller();
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => sellOne(ctx)));
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []));
    expect(refused).toEqual(Array(8).fill('limit_stop'));
    expect(await usesOf(ctx)).toBe(4);
  });

  it('of an integrator have no such limit', async () => {
    await limit({ saleHourStop: 1 });
    const key = await makeKeyContext(test.db, ['nettv:sell']);
    for (let sold = 0; sold < 2; sold += 1) {
      await expect(sell(key, { ...order(stock), reference: randomUUID() })).rejects.toMatchObject({
        reason: 'insufficient_credit',
      });
    }
  });
});

describe('reveals of a person', () => {
  it('of PINs and codes count together, need a reason and stop', async () => {
    await limit({ revealHourAsk: 1, revealHourStop: 2 });
    const { sale } = await sellOne(admin);
    const { id: couponId } = await makeCoupon(test.db);
    const { id: codeId } = await makeCode(test.db, couponId);
    await revealSalePin(admin, { saleId: sale.id });
    const code = { couponId, codeId };
    await expect(revealCode(admin, code)).rejects.toMatchObject({ reason: 'limit_reason' });
    await expect(revealCode(admin, { ...code, reason })).resolves.toEqual({ code: expect.any(String) });
    await expect(revealSalePin(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'limit_stop' });
    expect(await lastEvents('user.limit_passed', admin.actor.id)).toHaveLength(1);
  });

  it('are limited exactly when many are made at once', async () => {
    await limit({ revealDayStop: 3 });
    const ctx = await seller();
    const { sale } = await sellOne(ctx);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => revealSalePin(ctx, { saleId: sale.id })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});

describe('a reached limit', () => {
  it('is in the list, and lifted by somebody else, once for two presses', async () => {
    await limit({ saleHourStop: 1 });
    const ctx = await seller();
    await sellOne(ctx);
    const mine = async () => (await listReachedLimits(admin)).filter(({ userId }) => userId === ctx.actor.id);
    expect(await mine()).toMatchObject([{ kind: 'sale', span: 'hour', count: 1, limit: 1, name: ctx.actor.name }]);
    const supervisor = await makeUserContext(test.db, 'supervisor', clock);
    const lift = { userId: ctx.actor.id, kind: 'sale' } as const;
    later(1000);
    const presses = await Promise.all([liftLimit(supervisor, lift), liftLimit(admin, lift)]);
    expect(presses.map(({ lifted }) => lifted).sort()).toEqual([false, true]);
    expect(await lastEvents('user.limit_lifted', ctx.actor.id)).toHaveLength(1);
    expect(await mine()).toEqual([]);
    later(1000);
    await sellOne(ctx);
    await expect(sellOne(ctx)).rejects.toMatchObject({ reason: 'limit_stop' });
  });

  it('is not lifted for oneself, nor by others, nor for nobody', async () => {
    const supervisor = await makeUserContext(test.db, 'supervisor', clock);
    const userId = supervisor.actor.id;
    await expect(liftLimit(supervisor, { userId, kind: 'sale' })).rejects.toThrow(Forbidden);
    for (const ctx of [
      await seller(),
      await makeUserContext(test.db, 'viewer'),
      await makeKeyContext(test.db, [...scopes]),
    ]) {
      await expect(liftLimit(ctx, { userId, kind: 'sale' })).rejects.toThrow(Forbidden);
      await expect(listReachedLimits(ctx)).rejects.toThrow(Forbidden);
    }
    await expect(liftLimit(admin, { userId: 999_999, kind: 'sale' })).rejects.toThrow(NotFound);
  });

  it('is kept no longer than it counts', async () => {
    await limit({ saleHourStop: 9 });
    const ctx = await seller();
    await sellOne(ctx);
    await pruneUses(test.db, new Date(now.getTime() + 47 * hour));
    expect(await usesOf(ctx)).toBe(1);
    await pruneUses(test.db, new Date(now.getTime() + 49 * hour));
    expect(await usesOf(ctx)).toBe(0);
  });
});

describe('the settings', () => {
  it('are audited, and ask before they stop', async () => {
    await limit({ saleDayAsk: 10, saleDayStop: 20 });
    expect(await getPersonLimits(admin)).toMatchObject({ saleDayAsk: 10, saleDayStop: 20 });
    expect((await lastEvents('settings.limits_changed', 1))[0]).toMatchObject({
      data: { saleDayAsk: { from: null, to: 10 } },
    });
    await expect(limit({ saleDayAsk: 20, saleDayStop: 20 })).rejects.toMatchObject({
      fields: { saleDayAsk: [/earlier/] },
    });
    await expect(limit({ saleHourStop: 0 })).rejects.toThrow(Invalid);
  });

  it('are changed by admins alone', async () => {
    for (const role of ['supervisor', 'support', 'viewer'] as const) {
      await expect(updatePersonLimits(await makeUserContext(test.db, role), none)).rejects.toThrow(Forbidden);
    }
  });
});
