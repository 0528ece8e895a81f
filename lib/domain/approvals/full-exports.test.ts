import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { approvals } from '@/db/schema/approvals';
import { exportFiles } from '@/db/schema/export-files';
import { personLimits, personUses } from '@/db/schema/limits';
import { securityEvents } from '@/db/schema/security';
import { auditEvents } from '@/db/schema/team';
import { createApp } from '@/lib/api/app';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { makeCodes, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { approve } from './approve';
import { ask, provideLimits, setFourEyes } from './testing';

const { test, second } = provideLimits();

it('an export that there is no room for is neither recorded nor counted, and uses up no approval', async () => {
  const person = await makeUserContext(test.db, 'admin');
  const { id: userId } = person.actor;
  await test.db.insert(personLimits).values({ id: 1, revealHourStop: 2_000 });
  await setFourEyes(test.db, { fourEyesExportCodes: 600 });
  const couponOf = async (count: number) => {
    const { id: couponId } = await makeCoupon(test.db);
    await makeCodes(test.db, couponId, count);
    return { couponId, filter: {}, clear: { reason: 'For the shop' } };
  };
  const [few, many, tooMany] = [await couponOf(3), await couponOf(501), await couponOf(601)];
  const sheet = { perPage: 8, symbol: 'qr' } as const;
  const headers = {
    cookie: await cookieOf(person),
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
  };
  const app = createApp({ database: () => test.db, now: () => new Date() });
  const send = async (input: object) => {
    const answer = await app.request('/api/desk/code-exports', {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    });
    return [
      answer.status,
      (answer.headers.get('content-type') ?? '').includes('json') ? (await answer.json()).code : null,
    ];
  };
  await approve(second, { id: await ask(person, exportCodes(person, { ...tooMany, sheet })) });
  const at = {
    format: 'pdf',
    total: 501,
    rights: [] as string[],
    isClear: true,
    sealedRequest: Buffer.alloc(1),
    sealingKeyId: 1,
  };
  const files = Array.from({ length: 5 }, () => ({
    ...at,
    userId,
    kind: 'codes',
    name: 'codes',
    state: 'queued' as const,
  }));
  await test.db.insert(exportFiles).values(files.map((file) => ({ ...file, createdAt: new Date() })));

  for (const input of [many, tooMany]) expect(await send({ ...input, sheet })).toEqual([409, 'too_many_exports']);
  await flushSecurityEvents();
  const traces = async () => [
    await test.db.$count(auditEvents, eq(auditEvents.action, 'codes.exported')),
    await test.db.$count(personUses),
    await test.db.$count(securityEvents, eq(securityEvents.kind, 'data.exported')),
    await test.db.$count(approvals, eq(approvals.state, 'approved')),
  ];
  expect(await traces()).toEqual([0, 0, 0, 1]);

  expect(await send({ ...few, sheet })).toEqual([200, null]);
  await test.db.delete(exportFiles);
  expect(await send({ ...many, sheet })).toEqual([202, undefined]);
  expect(await send({ ...tooMany, sheet })).toEqual([202, undefined]);
  await flushSecurityEvents();
  expect(await traces()).toEqual([3, 3, expect.any(Number), 0]);
});
