import { eq } from 'drizzle-orm';
import { beforeEach } from 'vitest';
import type { Executor } from '@/db/client';
import { sessions, settings, users } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { createApp } from '@/lib/api/app';
import { NeedsSecondPerson } from '@/lib/core/errors';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { acceptInvitation } from '@/lib/domain/access/team/accept-invitation';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { choice, tokenIn } from '@/lib/domain/access/team/testing';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { askForApproval } from '@/lib/platform/approvals/ask-for-approval';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { RoleRef } from '@/lib/platform/context/roles';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { prepared } from '@/test/prepared';

/** Switches four eyes on or off without anybody's approval. */
export async function setFourEyes(
  db: Executor,
  to: Partial<
    Record<
      'fourEyesCreditPaisa' | 'fourEyesExportCodes' | 'fourEyesCouponPaisa' | 'fourEyesVoidPaisa',
      number | null
    > & {
      fourEyesFreeCoupons: boolean;
      fourEyesPrices: boolean;
    }
  >,
): Promise<void> {
  await getSettings(db);
  await db.update(settings).set(to);
}

/** The draft that a refusal is about. */
export async function draftOf(refused: Promise<unknown>): Promise<number> {
  const error = await refused.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NeedsSecondPerson) || !error.details.approvalId) {
    throw new Error('No second person was asked for.', { cause: error });
  }
  return error.details.approvalId;
}

/** Asks for a second person for what was refused. */
export async function ask(ctx: Context<UserActor>, refused: Promise<unknown>): Promise<number> {
  return (await askForApproval(ctx, { id: await draftOf(refused), reason: 'Agreed by phone' })).id;
}

/** An account that somebody has invited, and that was accepted at once, signed in. */
export async function letIn(by: Context<UserActor>, role: RoleRef = 'admin'): Promise<Context<UserActor>> {
  const { db, now } = by;
  const email = `let-in-${crypto.randomUUID()}@example.com`;
  const { path } = await inviteUser(by, { email, name: 'Second account', role });
  await acceptInvitation({ ...systemContext(db, 'tests'), now }, choice(tokenIn(path)));
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  const token = await openSession(db, { userId: user?.id ?? 0, now: now() });
  const actor = await findSessionUser(db, token, now());
  if (!actor) throw new Error('no session');
  return { ...by, actor };
}

const allOff = {
  fourEyesCreditPaisa: null,
  fourEyesExportCodes: null,
  fourEyesFreeCoupons: false,
  fourEyesCouponPaisa: null,
  fourEyesVoidPaisa: null,
  fourEyesPrices: false,
};

/** For a file of tests: a database of its own with two admins and an integrator. Each test begins without any limit. */
export function provideLimits() {
  const test = openTestDatabase({ max: 6 });
  const makeAdmin = async () => (await makeSignedIn(test.db, 'admin', { at: new Date() })).ctx;
  const admin = prepared(makeAdmin);
  const second = prepared(makeAdmin);
  const integrator = prepared(async () => {
    const made = await makeKeyContext(test.db, ['coupons:read', 'coupons:write', 'codes:reveal', 'nettv:sell']);
    const { integratorId } = made.actor;
    await topUpCredit(systemContext(test.db, 'tests'), { integratorId, amountPaisa: 1000, reason: 'tests' });
    return made;
  });
  beforeEach(async () => {
    await setFourEyes(test.db, allOff);
    await test.db.update(sessions).set({ provenAt: new Date() });
  });

  /** Calls the API as the integrator, or with another key. */
  async function call(method: string, path: string, body?: unknown, key = integrator.key, press?: string) {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': press ?? crypto.randomUUID(),
    };
    const app = createApp({ database: () => test.db, now: () => new Date() });
    const answer = await app.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, body: await answer.json() };
  }
  return { test, admin, second, integrator, call };
}
