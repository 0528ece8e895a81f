import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { desc, eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvals } from '@/db/schema/approvals';
import { auditEvents, sessions, users } from '@/db/schema/team';
import { countLockWaits, openTestDatabase } from '@/db/testing';
import { Forbidden, NeedsProof, NeedsSecondPerson, NotFound } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { createLinkedCoupon } from '@/lib/domain/coupons/coupons/create-linked-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { voidSale } from '@/lib/domain/sales/sales/void-sale';
import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import { refuseApproval, withdrawApproval } from '@/lib/platform/approvals/end-approval';
import { listApprovals, listOwnTasks } from '@/lib/platform/approvals/list-approvals';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { approve } from './approve';
import { ask, draftOf, setFourEyes } from './testing';

const aDay = 24 * 60 * 60 * 1000;
const test = openTestDatabase({ max: 6 });
let clock = new Date();
let asker: Context<UserActor>;
let second: Context<UserActor>;
let third: Context<UserActor>;
let integratorId: number;

const signedIn = async (role: 'admin' | 'supervisor' | 'support' | 'viewer') => {
  const { ctx } = await makeSignedIn(test.db, role, { at: clock });
  return { ...ctx, now: () => clock };
};

beforeAll(async () => {
  [asker, second, third] = [await signedIn('admin'), await signedIn('admin'), await signedIn('admin')];
  integratorId = (await makeKeyContext(test.db, ['nettv:sell'])).actor.integratorId;
  await topUpCredit(systemContext(test.db, 'tests'), { integratorId, amountPaisa: 1000, reason: 'The first' });
});
beforeEach(async () => {
  clock = new Date();
  await test.db.update(sessions).set({ provenAt: clock });
  await setFourEyes(test.db, { fourEyesCreditPaisa: 100, fourEyesVoidPaisa: 100, fourEyesFreeCoupons: true });
});

// With a reason of its own: exactly the same waits once.
const credit = () => ({ integratorId, amountPaisa: 101, reason: `Transfer ${crypto.randomUUID()}` });
const topUp = (ctx = asker) => topUpCredit(ctx, credit());
const balance = async () => (await readBalance(test.db, integratorId)).availablePaisa;
const shownTo = async (ctx: Context<UserActor>, id: number) => (await listApprovals(ctx)).find((one) => one.id === id);
const stateOf = async (id: number) => {
  const [row] = await test.db.select().from(approvals).where(eq(approvals.id, id));
  return row;
};
const auditOf = (approvalId: number) =>
  test.db
    .select()
    .from(auditEvents)
    .where(sql`${auditEvents.data} ->> 'approvalId' = ${String(approvalId)}`)
    .orderBy(desc(auditEvents.id));

describe('what needs a second person', () => {
  it('is kept as it was sent, done once by the approval as who asked, and names the approver', async () => {
    const before = await balance();
    const id = await ask(asker, topUp());
    expect(await balance()).toBe(before);
    expect(await listOwnTasks(second)).toContainEqual(
      expect.objectContaining({ id, kind: 'credit_top_up', asker: asker.actor.name, reason: 'Agreed by phone' }),
    );
    expect(await listOwnTasks(asker)).not.toContainEqual(expect.objectContaining({ id }));
    expect(await approve(second, { id })).toEqual({ state: 'done', answer: null });
    expect(await balance()).toBe(before + 101);
    const rows = await auditOf(id);
    expect(rows.map(({ action, userId }) => [action, userId])).toEqual([
      ['approval.approved', second.actor.id],
      ['credit.topped_up', asker.actor.id],
      ['approval.requested', asker.actor.id],
    ]);
    expect(rows[1]?.data).toMatchObject({ amountPaisa: 101, approvedBy: second.actor.name });
    await expect(approve(third, { id })).rejects.toMatchObject({ reason: 'decided' });
    expect(await shownTo(asker, id)).toMatchObject({ state: 'done', decider: second.actor.name, isOwn: true });
  });

  it('is a draft until its sender says why, and nobody else can', async () => {
    const id = await draftOf(topUp());
    await expect(approve(second, { id })).rejects.toThrow(NotFound);
    await expect(askForApproval(second, { id, reason: 'Mine' })).rejects.toThrow(NotFound);
    expect(await shownTo(asker, id)).toBeUndefined();
    await askForApproval(asker, { id, reason: 'Agreed' });
    await expect(askForApproval(asker, { id, reason: 'Again' })).rejects.toThrow(NotFound);
  });

  it('is approved by nobody who asked, nobody without the permission, and by a fresh proof alone', async () => {
    const id = await ask(asker, topUp());
    await expect(approve(asker, { id })).rejects.toThrow(Forbidden);
    await expect(refuseApproval(asker, { id, reason: 'No' })).rejects.toThrow(Forbidden);
    await expect(withdrawApproval(second, { id })).rejects.toThrow(NotFound);
    for (const role of ['supervisor', 'support', 'viewer'] as const) {
      const ctx = await signedIn(role);
      await expect(approve(ctx, { id })).rejects.toThrow(NotFound);
      await expect(refuseApproval(ctx, { id, reason: 'No' })).rejects.toThrow(NotFound);
      expect(await shownTo(ctx, id)).toBeUndefined();
    }
    await test.db.update(sessions).set({ provenAt: null }).where(eq(sessions.id, second.actor.sessionId));
    await expect(approve(second, { id })).rejects.toThrow(NeedsProof);
    expect((await stateOf(id))?.state).toBe('waiting');
  });

  it('is refused with a reason, or withdrawn, and then nobody approves it', async () => {
    const refused = await ask(asker, topUp());
    await refuseApproval(second, { id: refused, reason: 'Not agreed' });
    expect(await shownTo(asker, refused)).toMatchObject({ state: 'refused', answer: 'Not agreed' });
    const withdrawn = await ask(asker, topUp());
    await withdrawApproval(asker, { id: withdrawn });
    for (const id of [refused, withdrawn]) {
      await expect(approve(third, { id })).rejects.toMatchObject({ reason: 'decided' });
      await expect(refuseApproval(third, { id, reason: 'No' })).rejects.toMatchObject({ reason: 'decided' });
      await expect(withdrawApproval(asker, { id })).rejects.toMatchObject({ reason: 'decided' });
    }
  });

  it('expires after a day', async () => {
    const id = await ask(asker, topUp());
    const before = await balance();
    clock = new Date(clock.getTime() + aDay);
    await test.db.update(sessions).set({ provenAt: clock });
    await expect(approve(second, { id })).rejects.toMatchObject({ reason: 'expired' });
    expect(await shownTo(asker, id)).toMatchObject({ state: 'expired' });
    expect(await balance()).toBe(before);
  });
});

describe('at one instant', () => {
  it.each(Array.from({ length: 5 }, (_, run) => run))('two approvers do it once (%i)', async () => {
    const before = await balance();
    const id = await ask(asker, topUp());
    const results = await Promise.allSettled([approve(second, { id }), approve(third, { id })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await balance()).toBe(before + 101);
  });

  it.each(Array.from({ length: 5 }, (_, run) => run))(
    'a withdrawal and an approval have one outcome (%i)',
    async () => {
      const before = await balance();
      const id = await ask(asker, topUp());
      const [, withdrawn] = await Promise.allSettled([approve(second, { id }), withdrawApproval(asker, { id })]);
      const isWithdrawn = withdrawn?.status === 'fulfilled';
      expect((await stateOf(id))?.state).toBe(isWithdrawn ? 'withdrawn' : 'done');
      expect(await balance()).toBe(before + (isWithdrawn ? 0 : 101));
    },
  );

  it('kill -9 on the way leaves it waiting, and nothing of it written', { timeout: 90_000 }, async () => {
    const before = await balance();
    const id = await ask(asker, topUp());
    const script = `
      const { approve } = await import('./lib/domain/approvals/approve.ts');
      const { processDatabase } = await import('./lib/platform/context/context.ts');
      const actor = ${JSON.stringify(second.actor)};
      await approve({ actor, db: processDatabase(), now: () => new Date() }, { id: ${id} });`;
    await test.db.transaction(async (holder) => {
      // The money waits for this lock, when the request is already decided in its own transaction.
      await holder.execute(`select * from credit_accounts where integrator_id = ${integratorId} for update`);
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: 'inherit',
      });
      await expect.poll(() => countLockWaits(test), { timeout: 60_000 }).toBe(1);
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    expect(await approve(third, { id })).toMatchObject({ state: 'done' });
    expect(await balance()).toBe(before + 101);
    expect((await auditOf(id)).filter(({ action }) => action === 'credit.topped_up')).toHaveLength(1);
  });
});

describe('when it is approved, it is looked at again', () => {
  it('whether who asked is enabled and still has the right', async () => {
    const before = await balance();
    const left = await signedIn('admin');
    const ofDisabled = await ask(left, topUp(left));
    await test.db.update(users).set({ disabledAt: clock }).where(eq(users.id, left.actor.id));
    expect(await approve(second, { id: ofDisabled })).toMatchObject({ state: 'failed', answer: /disabled/ });
    const moved = await signedIn('admin');
    const ofMoved = await ask(moved, topUp(moved));
    await test.db.update(users).set({ role: 'viewer' }).where(eq(users.id, moved.actor.id));
    expect(await approve(second, { id: ofMoved })).toMatchObject({ state: 'failed', answer: /right/ });
    expect(await balance()).toBe(before);
    expect((await auditOf(ofMoved))[0]).toMatchObject({ action: 'approval.failed', userId: second.actor.id });
  });

  it('whether the coupon is as it was: a change of it in between is not overwritten', async () => {
    const coupon = await createLinkedCoupon(asker, { ...newCoupon({ discount: 100, maxRedemptions: 5 }) });
    const id = await ask(asker, updateCoupon(asker, { id: coupon.id, maxRedemptions: null }));
    const kept = await updateCoupon(third, { id: coupon.id, description: 'For a festival' });
    expect(await approve(second, { id })).toMatchObject({ state: 'failed' });
    expect((await updateCoupon(third, { id: coupon.id, description: 'Kept' })).maxRedemptions).toBe(
      kept.maxRedemptions,
    );
  });

  it('whether the PIN is unused', async () => {
    const stock = await makeStock(test.db, 1);
    const { sale } = await sell(asker, order(stock));
    const id = await ask(asker, voidSale(asker, { saleId: sale.id, reason: 'Wrong customer' }));
    await test.sql`update codes set status = 'redeemed', redeemed_at = now() where coupon_id = ${stock.couponId}`;
    expect(await approve(second, { id })).toMatchObject({ state: 'failed', answer: /used/ });
  });
});

it('a seller voids a sale of theirs that they asked for in time; who settles sales approves, who sells does not', async () => {
  const seller = await signedIn('support');
  const { sale } = await sell(seller, order(await makeStock(test.db, 1)));
  const mine = { saleId: sale.id, reason: 'Wrong customer' };
  const other = await signedIn('support');
  await expect(voidSale(other, mine)).rejects.toThrow(Forbidden);
  const id = await ask(seller, voidSale(seller, mine));
  await expect(approve(other, { id })).rejects.toThrow(NotFound);
  clock = new Date(clock.getTime() + aDay / 2);
  await test.db.update(sessions).set({ provenAt: clock });
  const supervisor = await signedIn('supervisor');
  expect(await approve({ ...supervisor, now: () => clock }, { id })).toMatchObject({ state: 'done' });
  expect(await test.sql`select state from sales where id = ${sale.id}`).toEqual([{ state: 'voided' }]);
});

it("a role of one's own with the permissions approves", async () => {
  const role = await makeRole(test.db, 'integrators.write', 'money.read');
  const { actor } = await makeUserContext(test.db, role, () => clock);
  const [session] = await test.db.select().from(sessions).where(eq(sessions.userId, actor.id));
  const id = await ask(asker, topUp());
  const ctx = { ...second, actor: { ...actor, sessionId: session?.id ?? 0 } };
  expect(await approve(ctx, { id })).toMatchObject({ state: 'done' });
});

it('who needs a second factor decides nothing before they have one', async () => {
  const id = await ask(asker, topUp());
  await expect(approve({ ...second, actor: { ...second.actor, needsFactor: true } }, { id })).rejects.toMatchObject({
    code: 'needs_second_factor',
  });
  await expect(topUp()).rejects.toBeInstanceOf(NeedsSecondPerson);
});
