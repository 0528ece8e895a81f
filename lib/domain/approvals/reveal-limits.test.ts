import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { personUses } from '@/db/schema/limits';
import { auditEvents } from '@/db/schema/team';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { listReachedLimits } from '@/lib/domain/access/limits/lift-limit';
import type { PersonLimits } from '@/lib/domain/access/limits/limits';
import { updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { revealCode } from '@/lib/domain/coupons/codes/reveal-code';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { approve } from './approve';
import { ask, provideLimits } from './testing';

const none: PersonLimits = {
  ...{ saleHourAsk: null, saleHourStop: null, saleDayAsk: null, saleDayStop: null },
  ...{ revealHourAsk: null, revealHourStop: null, revealDayAsk: null, revealDayStop: null },
  ...{ searchHourAsk: null, searchHourStop: null, searchDayAsk: null, searchDayStop: null },
};
const reason = 'For the printer';

const { test } = provideLimits();
const signedIn = async () => (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
let admin: Context<UserActor>;
let second: Context<UserActor>;

beforeEach(async () => {
  [admin, second] = [await signedIn(), await signedIn()];
});

const limit = (limits: Partial<PersonLimits>) => updatePersonLimits(admin, { ...none, ...limits });
const couponOf = async (count: number) => {
  const { id: couponId } = await makeCoupon(test.db);
  for (let made = 0; made < count; made += 1) await makeCode(test.db, couponId);
  return couponId;
};
const inClear = (couponId: number) => ({ couponId, filter: {}, clear: { reason } });
const usesOf = ({ actor }: Context<UserActor>) => test.db.$count(personUses, eq(personUses.userId, actor.id));

describe('codes of a file in clear', () => {
  it('count one by one as reveals of a person, with the reason that the file has', async () => {
    await limit({ revealHourAsk: 2, revealHourStop: 4 });
    const couponId = await couponOf(3);
    await exportCodes(admin, inClear(couponId));
    const passed = and(eq(auditEvents.action, 'user.limit_passed'), eq(auditEvents.subjectId, admin.actor.id));
    expect(await test.db.select().from(auditEvents).where(passed)).toMatchObject([{ data: { count: 3, reason } }]);
    const { id: codeId } = await makeCode(test.db, couponId);
    const more = { couponId, codeId, reason };
    await expect(revealCode(admin, { couponId, codeId })).rejects.toMatchObject({ reason: 'limit_reason' });
    await revealCode(admin, more);
    await expect(revealCode(admin, more)).rejects.toMatchObject({ reason: 'limit_stop' });
  });

  it('above the limit, also printed, wait for a second person, and count once that one approved', async () => {
    await limit({ revealHourStop: 2 });
    const couponId = await couponOf(3);
    const input = inClear(couponId);
    const sheet = { perPage: 8, symbol: 'qr' } as const;
    await expect(exportCodes(admin, { ...input, sheet })).rejects.toMatchObject({ code: 'needs_second_person' });
    const refused = exportCodes(admin, input);
    await expect(refused).rejects.toThrow(
      'More than 2 codes in clear by one person within an hour needs a second person. Nothing was changed.',
    );
    expect(await usesOf(admin)).toBe(0);
    await approve(second, { id: await ask(admin, refused) });
    await exportCodes(admin, input);
    const reached = await listReachedLimits(second);
    expect(reached.filter(({ userId }) => userId === admin.actor.id)).toMatchObject([{ kind: 'reveal', count: 3 }]);
    await expect(exportCodes(admin, inClear(await couponOf(1)))).rejects.toMatchObject({ code: 'needs_second_person' });
    const { id: codeId } = await makeCode(test.db, couponId);
    await expect(revealCode(admin, { couponId, codeId, reason })).rejects.toMatchObject({ reason: 'limit_stop' });
  });

  it('count for no one where they are masked, or a key reads them', async () => {
    await limit({ revealHourStop: 1 });
    const couponId = await couponOf(2);
    await exportCodes(admin, { couponId, filter: {} });
    expect(await usesOf(admin)).toBe(0);
    await exportCodes(await makeKeyContext(test.db, [...scopes]), inClear(couponId));
  });
});
