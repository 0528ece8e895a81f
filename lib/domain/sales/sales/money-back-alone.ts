import { inArray, sql } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { holdHand, sumOfSameHand } from '@/lib/platform/accounts/same-hand';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { refuseKey } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';

/** The beginning of a refusal of money back in parts. */
export const moneyBackAbove = (most: number) => `Money back above ${formatPaisa(most)} within a day`;

/** Whether an amount, with what the same hand voided and gave as goodwill within a day without a second person, is above `most`; null: nothing is. */
export async function isMoneyBackAbove(ctx: Context, amountPaisa: number, most: number | null): Promise<boolean> {
  if (most === null) return false;
  return amountPaisa > most || (await backAlone(ctx)) + amountPaisa > most;
}

function backAlone(ctx: Context): Promise<number> {
  const { action, data, subjectId } = auditEvents;
  const whole = sql`(select ${sales.amountPaisa} from ${sales} where ${sales.id} = ${subjectId})`;
  const amount = sql`case ${action} when 'sale.marked_voided' then ${whole} else (${data} ->> 'amountPaisa')::numeric end`;
  return sumOfSameHand(ctx, amount, inArray(action, ['sale.marked_voided', 'sale.goodwill_given']));
}

/**
 * Behind the locks of the sale and its code, in the transaction that gives the money back: of two at the same instant the second is
 * looked at once more. @throws Conflict `changed_meanwhile`, NeedsSecondPerson to a key
 */
export async function holdBelowVoidLimit(tx: Context, amountPaisa: number): Promise<void> {
  if (tx.approval || tx.actor.kind === 'system') return;
  const { voidPaisa } = await readFourEyes(tx.db);
  if (voidPaisa === null) return;
  await holdHand(tx);
  if (!(await isMoneyBackAbove(tx, amountPaisa, voidPaisa))) return;
  if (tx.actor.kind === 'key') throw refuseKey(moneyBackAbove(voidPaisa));
  throw new Conflict('changed_meanwhile', 'Other money was given back at the same instant. Send it again.');
}
