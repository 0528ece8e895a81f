import { beforeEach, expect, it } from 'vitest';
import { sessions } from '@/db/schema/team';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import { refuseApproval, withdrawApproval } from '@/lib/platform/approvals/end-approval';
import { listApprovals } from '@/lib/platform/approvals/list-approvals';
import { prepared } from '@/test/prepared';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const aMinute = 60_000;
const limits = provideLimits();
const { test, integrator } = limits;
let clock = new Date();
const now = () => clock;
const later = async () => {
  clock = new Date(clock.getTime() + aMinute);
  await test.db.update(sessions).set({ provenAt: clock });
};
const asker = prepared(async () => ({ ...limits.admin, now }));
const second = prepared(async () => ({ ...limits.second, now }));
let reason = '';
let tests = 0;
const topUp = (ctx = asker) =>
  topUpCredit(ctx, { integratorId: integrator.actor.integratorId, amountPaisa: 101, reason });
const send = (id: number) => askForApproval(asker, { id, reason: 'Agreed by phone' });
const balance = async () => (await readBalance(test.db, integrator.actor.integratorId)).availablePaisa;
const waiting = async () =>
  (await listApprovals(asker)).filter(({ state, isOwn }) => isOwn && state === 'waiting').map(({ id }) => id);

beforeEach(async () => {
  await setFourEyes(test.db, { fourEyesCreditPaisa: 100 });
  tests += 1;
  reason = `Transfer ${tests}`;
  for (const id of await waiting()) await withdrawApproval(asker, { id });
});

it('waits once: what is sent again while it waits is refused, by its sender alone and with that content alone', async () => {
  const id = await ask(asker, topUp());
  await expect(topUp()).rejects.toMatchObject({ reason: 'already_waiting' });
  expect(await waiting()).toEqual([id]);
  await ask(second, topUp(second));
  reason = `${reason}, another one`;
  await ask(asker, topUp());
});

it('waits once, also of two that were sent before either was asked for, at the same instant', async () => {
  const drafts = [await draftOf(topUp()), await draftOf(topUp())];
  const asked = await Promise.allSettled(drafts.map(send));
  expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'already_waiting' } });
  expect(await waiting()).toHaveLength(1);
});

it('is asked for again once it was withdrawn, refused or has expired', async () => {
  await withdrawApproval(asker, { id: await ask(asker, topUp()) });
  await refuseApproval(second, { id: await ask(asker, topUp()), reason: 'Not agreed' });
  await ask(asker, topUp());
  clock = new Date(clock.getTime() + 24 * 60 * aMinute);
  await later();
  const before = await balance();
  expect(await approve(second, { id: await ask(asker, topUp()) })).toMatchObject({ state: 'done' });
  expect(await balance()).toBe(before + 101);
});

it('was sent twice: the second draft is not asked for once the first was approved, and what is sent after that is', async () => {
  const [first, twice] = [await draftOf(topUp()), await draftOf(topUp())];
  await send(first);
  await later();
  const before = await balance();
  await approve(second, { id: first });
  await expect(send(twice)).rejects.toMatchObject({ reason: 'already_approved' });
  await later();
  await approve(second, { id: await ask(asker, topUp()) });
  expect(await balance()).toBe(before + 202);
});

it.each([0, 1, 2])(
  'is approved once of two that wait since before, by two people at the same instant (%i)',
  async () => {
    const [first, twice] = [await draftOf(topUp()), await draftOf(topUp())];
    await test.sql`update approvals set state = 'waiting', reason = 'From before' where id = any(${[first, twice]})`;
    await later();
    const before = await balance();
    const results = await Promise.allSettled([first, twice].map((id) => approve(second, { id })));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { reason: 'already_approved', message: expect.stringContaining('sent twice') },
    });
    expect(await balance()).toBe(before + 101);
  },
);
