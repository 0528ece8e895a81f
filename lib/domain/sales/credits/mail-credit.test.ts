import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { users } from '@/db/schema/team';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeIntegrator, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { connectEmail } from '@/test/connect-email';
import { type ResendFake, startResendFake } from '@/test/fakes/resend';
import { askForCredit, refuseCreditRequest, withdrawCreditRequest } from './credit-requests';
import { mailCreditAnswers } from './mail-credit-answers';
import { mailCreditRequests } from './mail-credit-requests';
import { topUpCredit } from './top-up-credit';

let test: TestDatabase;
let resend: ResendFake;
let admin: Context<UserActor>;
let partner: Context<UserActor>;
let integratorId: number;

beforeEach(async () => {
  [test, resend] = await Promise.all([createTestDatabase(), startResendFake()]);
  admin = await makeUserContext(test.db, 'admin');
  await makeUserContext(test.db, 'support');
  integratorId = (await makeIntegrator(test.db)).id;
  partner = await makeUserContext(test.db, 'partner', undefined, integratorId);
  connectEmail(resend);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await resend.close();
  await test.close();
});

const asked = { amountPaisa: 500_000, note: 'Paid. See https://elsewhere.example.com' };
const run = async () => {
  const system = systemContext(test.db, 'test');
  await mailCreditRequests(system);
  await mailCreditAnswers(system);
};
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const mails = () => resend.emails.map(({ to, subject }) => [to[0], plain(subject)?.replace(/^[^:]*: /, '')]);

describe('a request for credit', () => {
  it('is mailed once to those who can answer it, without what the partner wrote', async () => {
    const other = await makeUserContext(test.db, 'admin');
    const gone = await makeUserContext(test.db, 'admin');
    await test.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, gone.actor.id));
    await askForCredit(partner, asked);
    await run();
    await run();
    const subject = expect.stringMatching(/asks for Rs 5,000 of credit$/);
    expect(mails().sort()).toEqual([admin, other].map(({ actor }) => [actor.email, subject]).sort());
    expect(resend.emails[0]?.text).toContain(`https://desk.example.com/integrators/${integratorId}`);
    expect(JSON.stringify(resend.emails)).not.toContain('elsewhere');
  });

  it('is not mailed once it has ended', async () => {
    const { id } = await askForCredit(partner, asked);
    await withdrawCreditRequest(partner, { id });
    await run();
    expect(mails()).toEqual([]);
  });

  it('waits while the provider fails', async () => {
    await askForCredit(partner, asked);
    resend.refuse(429, 'rate_limit_exceeded', 1);
    await run();
    expect(mails()).toEqual([]);
    await run();
    expect(mails()).toHaveLength(1);
  });

  it('can be made ten times an hour, so that nobody is buried in mails', async () => {
    for (let count = 0; count < 10; count += 1) {
      await withdrawCreditRequest(partner, await askForCredit(partner, asked));
    }
    await expect(askForCredit(partner, asked)).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('the answer', () => {
  const ask = async () => {
    const { id } = await askForCredit(partner, asked);
    await mailCreditRequests(systemContext(test.db, 'test'));
    resend.emails.length = 0;
    return id;
  };

  it('is mailed once to the partner who asked: what was given, and when nothing was, why', async () => {
    const granted = await ask();
    await topUpCredit(admin, { integratorId, amountPaisa: 300_000, reason: 'By bank', requestId: granted });
    await run();
    await run();
    expect(mails()).toEqual([[partner.actor.email, 'Rs 3,000 of credit']]);
    expect(plain(resend.emails[0]?.text)).toContain('You asked for Rs 5,000 of credit. Rs 3,000 is there now.');
    expect(resend.emails[0]?.text).toContain('https://desk.example.com/partner');
    const refused = await ask();
    await refuseCreditRequest(admin, { id: refused, reason: 'Nothing <b>arrived</b>' });
    await run();
    await run();
    expect(mails()).toEqual([[partner.actor.email, 'no credit for now']]);
    expect(resend.emails[0]?.text).toContain('Why: Nothing <b>arrived</b>');
    expect(resend.emails[0]?.html).toContain('Nothing &lt;b&gt;arrived');
  });

  it('waits while the provider fails, and goes to nobody who is disabled', async () => {
    const id = await ask();
    await refuseCreditRequest(admin, { id, reason: 'No' });
    resend.refuse(429, 'rate_limit_exceeded', 1);
    await run();
    expect(mails()).toEqual([]);
    await test.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, partner.actor.id));
    await run();
    await test.db.update(users).set({ disabledAt: null }).where(eq(users.id, partner.actor.id));
    await run();
    expect(mails()).toEqual([]);
  });
});
