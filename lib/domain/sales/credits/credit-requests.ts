import { and, desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { creditRequests } from '@/db/schema/credits';
import { integrators } from '@/db/schema/integrators';
import { users } from '@/db/schema/team';
import { violatedConstraint } from '@/lib/core/database-errors';
import { Conflict, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { askForCreditInput, creditRequestInput, refuseCreditRequestInput } from './schemas';

/** A request as the people of the integrator see it. */
export type OwnCreditRequest = {
  id: number;
  amountPaisa: number;
  note: string;
  state: 'open' | 'granted' | 'refused' | 'withdrawn';
  askedBy: string;
  createdAt: string;
  endedAt: string | null;
  grantedPaisa: number | null;
  answer: string | null;
};

/** As people of the desk see it. */
export type CreditRequest = OwnCreditRequest & { integratorId: number; integratorName: string };

const shown = 20;

/** Each is mailed to people of the desk. */
const askedInAnHour = 10;

/**
 * Asks the desk for credit. It gives nothing: somebody of the desk tops up, or says no. One at a time.
 * @throws Forbidden, Invalid, RateLimited, Conflict `open_request`
 */
export const askForCredit = operation(
  'partner.write',
  askForCreditInput,
  async (ctx: Context<UserActor>, { amountPaisa, note }): Promise<{ id: number }> => {
    const integratorId = ownIntegrator(ctx);
    const limit = { key: `credit-request:${integratorId}`, limit: askedInAnHour, windowSeconds: 3600 };
    await limitAttempts(ctx.db, ctx.now(), [limit]);
    return inTransaction(ctx, async (tx) => {
      const values = { integratorId, amountPaisa, note, askedBy: tx.actor.id, createdAt: tx.now(), askedMailDue: true };
      const [row] = await tx.db.insert(creditRequests).values(values).returning({ id: creditRequests.id });
      if (!row) throw new Error('The request was not written.');
      await record(tx, 'asked', integratorId, { requestId: row.id, amountPaisa, note });
      return row;
    }).catch((error: unknown) => {
      if (violatedConstraint(error) !== 'credit_requests_open_key') throw error;
      throw new Conflict(
        'open_request',
        'A request is waiting already. Withdraw it before you ask for another amount.',
      );
    });
  },
);

/** @throws Forbidden, Invalid, NotFound (also of another integrator), Conflict `request_ended` */
export const withdrawCreditRequest = operation(
  'partner.write',
  creditRequestInput,
  (ctx: Context<UserActor>, { id }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      await end(tx, { id, integratorId: ownIntegrator(tx) }, 'withdrawn', {});
      return { id };
    }),
);

/** Says no, with a reason that the partner reads. @throws Forbidden, Invalid, NotFound, Conflict `request_ended` */
export const refuseCreditRequest = operation(
  'integrators.write',
  refuseCreditRequestInput,
  (ctx: Context<UserActor>, { id, reason }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      await end(tx, { id }, 'refused', { answer: reason, mailDue: true });
      return { id };
    }),
);

/** The last requests of a partner's own integrator, the newest first. @throws Forbidden */
export const listOwnCreditRequests = operation('partner.read', noInput, async (ctx): Promise<OwnCreditRequest[]> => {
  const rows = await selectRequests(ctx)
    .where(eq(creditRequests.integratorId, ownIntegrator(ctx)))
    .limit(shown);
  return rows.map(({ integratorId: _, integratorName: __, ...row }) => toRequest(row));
});

/** Those that wait for an answer, the newest first. @throws Forbidden */
export const listOpenCreditRequests = operation('integrators.read', noInput, async (ctx): Promise<CreditRequest[]> => {
  const rows = await selectRequests(ctx).where(eq(creditRequests.state, 'open')).limit(shown);
  return rows.map(toRequest);
});

/** A top-up gives what was asked for, or another amount. In its transaction. @throws NotFound, Conflict `request_ended` */
export function grantRequest(
  tx: Context,
  { id, integratorId, amountPaisa }: { id: number; integratorId: number; amountPaisa: number },
): Promise<void> {
  return end(tx, { id, integratorId }, 'granted', { grantedPaisa: amountPaisa, mailDue: true });
}

function selectRequests({ db }: Context) {
  const askers = alias(users, 'askers');
  return db
    .select({
      id: creditRequests.id,
      integratorId: creditRequests.integratorId,
      integratorName: integrators.name,
      amountPaisa: creditRequests.amountPaisa,
      note: creditRequests.note,
      state: creditRequests.state,
      askedBy: askers.name,
      createdAt: creditRequests.createdAt,
      endedAt: creditRequests.endedAt,
      grantedPaisa: creditRequests.grantedPaisa,
      answer: creditRequests.answer,
    })
    .from(creditRequests)
    .innerJoin(integrators, eq(integrators.id, creditRequests.integratorId))
    .innerJoin(askers, eq(askers.id, creditRequests.askedBy))
    .orderBy(desc(creditRequests.id));
}

const toRequest = <R extends { createdAt: Date; endedAt: Date | null }>(row: R) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});

type Which = { id: number; integratorId?: number };
type Row = typeof creditRequests.$inferSelect;
type Ended = Partial<Pick<Row, 'answer' | 'grantedPaisa' | 'mailDue'>>;

/** Of two answers, or an answer and a withdrawal, the second finds it ended. */
async function end(tx: Context, which: Which, state: Row['state'], change: Ended): Promise<void> {
  const { id, integratorId } = which;
  const isIt = and(
    eq(creditRequests.id, id),
    integratorId === undefined ? undefined : eq(creditRequests.integratorId, integratorId),
  );
  const [ended] = await tx.db
    .update(creditRequests)
    .set({ state, endedAt: tx.now(), askedMailDue: false, ...change })
    .where(and(isIt, eq(creditRequests.state, 'open')))
    .returning();
  if (ended) {
    const { answer, amountPaisa, grantedPaisa } = ended;
    const outcome = { ...(answer ? { answer } : {}), ...(grantedPaisa === null ? {} : { grantedPaisa }) };
    return record(tx, state, ended.integratorId, { requestId: id, amountPaisa, ...outcome });
  }
  if ((await tx.db.$count(creditRequests, isIt)) === 0) throw new NotFound('The request');
  throw new Conflict('request_ended', 'This request was answered or withdrawn meanwhile. Load the page again.');
}

function record(tx: Context, what: string, integratorId: number, data: Record<string, unknown>): Promise<void> {
  return recordAudit(tx, {
    action: `credit.request_${what}`,
    subjectKind: 'integrator',
    subjectId: integratorId,
    data,
  });
}
