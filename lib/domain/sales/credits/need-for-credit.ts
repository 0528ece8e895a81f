import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { auditEvents, users } from '@/db/schema/team';
import { Conflict, NotFound } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import type { Need } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';
import { holdAvailable } from './move-credit';

export const creditAbove = (paisa: number) => `Credit above ${formatPaisa(paisa)}`;

type Amount = { integratorId: number; amountPaisa: number };
type Credit = Amount & { reason: string };

/** Credit that is given above the amount of the settings, with what the person alone gave this integrator within a day. @throws NotFound */
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

/** Whether it needs a second person, of whom there is none so far. Nobody else gives this integrator credit until the transaction of `tx` ends, nor does its actor any other. */
export async function isAboveByNow(tx: Context, credit: Amount): Promise<boolean> {
  if (tx.approval || tx.actor.kind === 'system') return false;
  const { creditPaisa } = await readFourEyes(tx.db);
  if (creditPaisa === null || credit.amountPaisa <= 0) return false;
  await holdAvailable(tx, credit.integratorId);
  if (tx.actor.kind === 'user') {
    await tx.db.select({ id: users.id }).from(users).where(eq(users.id, tx.actor.id)).for('no key update');
  }
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

const spanMs = 24 * 60 * 60 * 1000;

/**
 * What the person gave an integrator within a day without a second one, also with its keys and as its limit, less what they took back; at least 0.
 * Integrators that they made within that day are one: otherwise each new name would have the amount again.
 */
async function givenAlone({ actor, db, now }: Context, integratorId: number): Promise<number> {
  if (actor.kind !== 'user') return 0;
  const { action, at, data, subjectId, subjectKind, userId } = auditEvents;
  const own = [eq(subjectKind, 'integrator'), eq(userId, actor.id), gt(at, new Date(now().getTime() - spanMs))];
  const made = await db
    .select({ id: subjectId })
    .from(auditEvents)
    .where(and(...own, eq(action, 'integrator.created')));
  const ids = made.flatMap(({ id }) => (id === null ? [] : [id]));
  const raised = sql`(${data} -> 'to' ->> 'limitPaisa')::numeric - (${data} -> 'from' ->> 'limitPaisa')::numeric`;
  const amount = sql`coalesce((${data} ->> 'amountPaisa')::numeric, (${data} ->> 'creditPaisa')::numeric, ${raised})`;
  const [row] = await db
    .select({ given: sql<number>`coalesce(sum(${amount}), 0)`.mapWith(Number) })
    .from(auditEvents)
    .where(
      and(
        ...own,
        inArray(subjectId, ids.includes(integratorId) ? ids : [integratorId]),
        inArray(action, ['credit.topped_up', 'credit.corrected', 'credit.terms_set', 'integrator.key_created']),
        sql`${data} ->> 'approvalId' is null`,
      ),
    );
  return Math.max(0, row?.given ?? 0);
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
