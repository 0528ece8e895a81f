import { expect, it } from 'vitest';
import { retentionNames } from '@/lib/core/entities/retention';
import { Forbidden } from '@/lib/core/errors';
import { readPersonLimits, updatePersonLimits } from '@/lib/domain/access/limits/person-limits';
import { updateRetention } from '@/lib/domain/access/security/update-retention';
import { updateSecuritySettings } from '@/lib/domain/access/security/update-security-settings';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { readRetention } from '@/lib/platform/settings/retention';
import { getSecuritySettings } from '@/lib/platform/settings/security-settings';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const { test, admin, second } = provideLimits();
const strict = {
  secondFactorRequired: false,
  secondFactorForAll: true,
  stepUpMinutes: 5,
  voidProofPaisa: 100,
  idleMinutes: 30,
  sessionHours: 12,
};

it('the settings of security are made weaker by two where anything needs a second person, and stricter by one', async () => {
  await updateSecuritySettings(admin, { ...strict, stepUpMinutes: 60 });
  await setFourEyes(test.db, { fourEyesFreeCoupons: true });
  await updateSecuritySettings(admin, strict);
  const weaker = [
    { secondFactorForAll: false },
    { stepUpMinutes: 0 },
    { stepUpMinutes: 6 },
    { voidProofPaisa: null },
    { voidProofPaisa: 101 },
    { idleMinutes: 0 },
    { idleMinutes: 31 },
    { sessionHours: 13 },
  ];
  for (const one of weaker) await draftOf(updateSecuritySettings(admin, { ...strict, sessionHours: 11, ...one }));
  expect(await getSecuritySettings(test.db)).toEqual(strict);
  const id = await ask(admin, updateSecuritySettings(admin, { ...strict, sessionHours: 13 }));
  await updateSecuritySettings(second, { idleMinutes: 10 });
  await expect(approve(admin, { id })).rejects.toThrow(Forbidden);
  await expect(approve(await makeUserContext(test.db, 'supervisor'), { id })).rejects.toThrow();
  expect(await approve(second, { id })).toMatchObject({ state: 'done' });
  expect(await getSecuritySettings(test.db)).toEqual({ ...strict, sessionHours: 13, idleMinutes: 10 });
  await setFourEyes(test.db, { fourEyesFreeCoupons: false });
  await updateSecuritySettings(admin, { stepUpMinutes: 0 });
});

it('a limit of what one person does is raised by two, and set or lowered by one', async () => {
  const limits = { ...(await readPersonLimits(test.db)), saleDayStop: 10 };
  await setFourEyes(test.db, { fourEyesFreeCoupons: true });
  await updatePersonLimits(admin, limits);
  for (const saleDayStop of [11, null]) await draftOf(updatePersonLimits(admin, { ...limits, saleDayStop }));
  const id = await ask(admin, updatePersonLimits(admin, { ...limits, saleDayStop: 11 }));
  expect(await approve(second, { id })).toMatchObject({ state: 'done' });
  const stale = await ask(admin, updatePersonLimits(admin, { ...limits, saleDayStop: 12 }));
  await updatePersonLimits(second, { ...limits, revealDayStop: 1 });
  expect(await approve(second, { id: stale })).toMatchObject({ state: 'failed' });
});

it('records are kept for a shorter time by two, and for a longer one by one', async () => {
  const before = await updateRetention(admin, Object.fromEntries(retentionNames.map((name) => [name, 400])));
  await setFourEyes(test.db, { fourEyesFreeCoupons: true });
  await updateRetention(admin, { contactDays: 500 });
  for (const name of retentionNames) await draftOf(updateRetention(admin, { [name]: before[name] - 1 }));
  const id = await ask(admin, updateRetention(admin, { ...before, contactDays: 499, auditDays: 401 }));
  await updateRetention(second, { auditDays: 401, messageDays: 401 });
  const kept = { ...before, contactDays: 500, auditDays: 401, messageDays: 401 };
  expect(await readRetention(test.db)).toEqual(kept);
  await expect(approve(admin, { id })).rejects.toThrow(Forbidden);
  await expect(approve(await makeUserContext(test.db, 'supervisor'), { id })).rejects.toThrow();
  expect(await approve(second, { id })).toMatchObject({ state: 'done' });
  expect(await readRetention(test.db)).toEqual({ ...kept, contactDays: 499 });
  await setFourEyes(test.db, { fourEyesFreeCoupons: false });
  await updateRetention(admin, { contactDays: 90 });
});
