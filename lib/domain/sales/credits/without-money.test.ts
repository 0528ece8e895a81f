import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { replaceKey } from '@/lib/domain/access/integrators/replace-key';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { makeBuyer } from '@/lib/domain/sales/sales/testing';
import { makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { permissions } from '@/lib/platform/context/permission-names';
import { makeEndpoint, publicAddress, publicUrl } from '@/lib/platform/webhooks/testing';
import { updateEndpointWith } from '@/lib/platform/webhooks/update-endpoint';
import { prepared } from '@/test/prepared';
import { correctCredit } from './correct-credit';
import { createIntegratorKey } from './create-integrator-key';
import { readBalance } from './get-balance';
import { setCreditTerms } from './set-credit-terms';
import { topUpCredit } from './top-up-credit';

const test = openTestDatabase();
const left = 123_456;
const buyer = prepared(() => makeBuyer(test.db, left));
const admin = prepared(() => makeUserContext(test.db, 'admin'));
/** Every right but that one. */
const blind = prepared(async () => {
  const { ctx } = await makeSignedIn(test.db, 'admin', { at: new Date() });
  const role = await makeRole(test.db, ...permissions.filter((name) => !/^(partner|money|events)\./.test(name)));
  return { ...ctx, actor: { ...ctx.actor, role } };
});
const reason = 'tests';
const idOf = () => buyer.actor.integratorId;

/** What it was refused with, in words. */
const refusalOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Forbidden ? error.message : `${error}`),
  );

it('credit is changed by nobody who does not see money: no amount gives away how much there is', async () => {
  const around = [1, left - 1, left, left + 1];
  const attempts = [
    ...around.flatMap((amountPaisa) => [
      topUpCredit(blind, { integratorId: idOf(), amountPaisa, reason }),
      correctCredit(blind, { integratorId: idOf(), amountPaisa: -amountPaisa, reason }),
      correctCredit(blind, { integratorId: idOf(), amountPaisa, reason }),
      setCreditTerms(blind, { integratorId: idOf(), limitPaisa: 0, lowCreditPaisa: amountPaisa }),
      createIntegratorKey(blind, { name: 'Blind', scopes: ['coupons:read'], creditPaisa: amountPaisa }),
    ]),
  ];
  const refusals = new Set(await Promise.all(attempts.map(refusalOf)));
  expect([...refusals]).toEqual([expect.stringContaining('You do not have the right to do this.')]);
  expect(await readBalance(test.db, idOf())).toMatchObject({ availablePaisa: left });
  expect(await test.db.$count(auditEvents, eq(auditEvents.userId, blind.actor.id))).toBe(0);
});

it.each(['nettv:sell', 'requests:read', 'events:read', 'webhooks:write'] as const)(
  'a key with %s reads it, so nobody else is shown one',
  async (scope) => {
    const key = { name: buyer.actor.integratorName, scopes: [scope], creditPaisa: 0 };
    await expect(createIntegratorKey(blind, key)).rejects.toBeInstanceOf(Forbidden);
    const { keyId } = await createIntegratorKey(admin, { ...key, name: `Of ${scope}` }).catch(() => ({ keyId: 0 }));
    if (keyId > 0) await expect(replaceKey(blind, { keyId, overlapHours: 1 })).rejects.toBeInstanceOf(Forbidden);
  },
);

it('other keys are made without seeing money', async () => {
  const key = { name: buyer.actor.integratorName, scopes: ['coupons:read' as const], creditPaisa: 0 };
  const { keyId } = await createIntegratorKey(blind, key);
  expect((await replaceKey(blind, { keyId, overlapHours: 1 })).key).not.toBe('');
});

it('a partner sees it, so nobody else invites one', async () => {
  const partner = { name: 'A partner', email: 'partner@example.com', role: 'partner' as const, integratorId: idOf() };
  await expect(inviteUser(blind, partner)).rejects.toBeInstanceOf(Forbidden);
});

it('the event of low credit says it, so nobody else has it sent anywhere', async () => {
  const eventTypes = ['credit.low' as const];
  await expect(makeEndpoint(blind, { eventTypes })).rejects.toMatchObject({ fields: { eventTypes: [/credit\.low/] } });
  const { id } = await makeEndpoint(admin, { eventTypes });
  const update = updateEndpointWith(publicAddress);
  const elsewhere = { id, url: `${publicUrl}/elsewhere`, description: null };
  await expect(update(blind, { ...elsewhere, eventTypes })).rejects.toBeInstanceOf(Invalid);
  await update(blind, { ...elsewhere, eventTypes: ['sale.succeeded'] });
});
