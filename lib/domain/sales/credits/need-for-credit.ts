import { and, eq, inArray, sql } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { auditEvents } from '@/db/schema/team';
import { Conflict, NotFound } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { holdHand, ofSameHand, sumOfSameHand } from '@/lib/platform/accounts/same-hand';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import type { Need } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { holdAvailable } from './move-credit';

export const creditAbove = (paisa: number) => `Credit above ${formatPaisa(paisa)}`;

type Amount = { integratorId: number; amountPaisa: number };
type Credit = Amount & { reason: string };

/** Credit that is given above the amount of the settings, with what the same hand alone gave this integrator within a day. @throws NotFound */
export async function needForCredit(ctx: Context, credit: Credit, { creditPaisa }: FourEyes): Promise<Need | null> {
  // What is refused anyway waits for nobody.
  if (!can(ctx.actor, 'money.read') || !(await isAbove(ctx, credit, creditPaisa))) return null;
  const { integratorId, amountPaisa, reason } = credit;
  const above = creditAbove(creditPaisa ?? 0);
  const what = amountPaisa > (creditPaisa ?? 0) ? above : `${above} within a day`;
  return needOf(ctx, { what, integratorId, summary: { amountPaisa, reason }, reason });
}

/** Of two parts at the same instant the second is looked at once more, behind the first. @throws Conflict `changed_meanwhile` */
export async function assertStillBelow(tx: Context, credit: Amount): Promise<void> {
  if (!(await isAboveByNow(tx, credit))) return;
  throw new Conflict(
    'changed_meanwhile',
    'Credit was given at the same instant. Look at the statement, then send it again.',
  );
}

/** Whether it needs a second person, of whom there is none so far. Nobody else gives this integrator credit until the transaction of `tx` ends, nor does the same hand any other. */
export async function isAboveByNow(tx: Context, credit: Amount): Promise<boolean> {
  if (tx.approval || tx.actor.kind === 'system') return false;
  const { creditPaisa } = await readFourEyes(tx.db);
  if (creditPaisa === null || credit.amountPaisa <= 0) return false;
  await holdAvailable(tx, credit.integratorId);
  await holdHand(tx);
  return isAbove(tx, credit, creditPaisa);
}

export async function isAbove(
  ctx: Context,
  { integratorId, amountPaisa }: Amount,
  most: number | null,
): Promise<boolean> {
  if (most === null || amountPaisa <= 0) return false;
  return amountPaisa > most || (await givenAlone(ctx, integratorId)) + amountPaisa > most;
}

/**
 * What one hand gave an integrator within a day without a second person, also with its keys and as its limit, less what it took back;
 * at least 0. Integrators that it made within that day are one: otherwise each new name would have the amount again.
 */
async function givenAlone(ctx: Context, integratorId: number): Promise<number> {
  const { action, data, subjectId, subjectKind } = auditEvents;
  const ofIntegrators = eq(subjectKind, 'integrator');
  const made = await ctx.db
    .select({ id: subjectId })
    .from(auditEvents)
    .where(and(await ofSameHand(ctx), ofIntegrators, eq(action, 'integrator.created')));
  const ids = made.flatMap(({ id }) => (id === null ? [] : [id]));
  const raised = sql`(${data} -> 'to' ->> 'limitPaisa')::numeric - (${data} -> 'from' ->> 'limitPaisa')::numeric`;
  const given = await sumOfSameHand(
    ctx,
    sql`coalesce((${data} ->> 'amountPaisa')::numeric, (${data} ->> 'creditPaisa')::numeric, ${raised})`,
    ofIntegrators,
    inArray(subjectId, ids.includes(integratorId) ? ids : [integratorId]),
    inArray(action, ['credit.topped_up', 'credit.corrected', 'credit.terms_set', 'integrator.key_created']),
  );
  return Math.max(0, given);
}

type Given = Pick<Need, 'what' | 'summary'> & { integratorId: number; reason?: string };

/** With the integrator's name. @throws NotFound */
export async function needOf({ db }: Context, { integratorId, summary, ...need }: Given): Promise<Need> {
  const [integrator] = await db
    .select({ name: integrators.name })
    .from(integrators)
    .where(eq(integrators.id, integratorId));
  if (!integrator) throw new NotFound('The integrator');
  const named = { integrator: integrator.name, ...summary };
  return { ...need, summary: named, subjectKind: 'integrator', subjectId: integratorId };
}
