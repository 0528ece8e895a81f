import type { z } from 'zod';
import { Conflict, NeedsSecondPerson } from '@/lib/core/errors';
import { holdHand, ofSameHand } from '@/lib/platform/accounts/same-hand';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { refuseKey } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import { countSelected } from './change-codes';
import { countShown } from './clear-shown.sql';
import type { codeFilter } from './schemas';

export const moreCodes = (most: number) => `More than ${most} ${most === 1 ? 'code' : 'codes'} in clear within a day`;

/** How many codes a filter of an export or a list finds. */
export async function countFound(
  ctx: Context,
  { couponId, filter }: { couponId: number; filter: z.input<typeof codeFilter> },
): Promise<number> {
  return (await boundFound(ctx, { couponId, filter })).count;
}

/** The same, and the highest id among them: which codes these are, whatever is issued later. */
export async function boundFound(
  ctx: Context,
  { couponId, filter }: { couponId: number; filter: z.input<typeof codeFilter> },
): Promise<{ count: number; upToId: number }> {
  const { matched, upToId } = await countSelected(ctx, { couponId, selection: { filter } });
  return { count: Object.values(matched).reduce((sum, one) => sum + one), upToId: upToId ?? 0 };
}

/** How many codes in clear a day leaves to one hand: these codes, with what it was shown before. */
export async function shownWith(ctx: Context, ids: number[] = []): Promise<number> {
  return countShown(ctx.db, await ofSameHand(ctx), ids);
}

/** A list that shows more codes in clear than the settings leave to one person is refused before any is read. @throws NeedsSecondPerson */
export async function assertBelowClearLimit({ actor, db }: Context, count: () => Promise<number>): Promise<void> {
  if (actor.kind === 'system') return;
  const { exportCodes: most } = await readFourEyes(db);
  if (most !== null && (await count()) > most) throw refusal(actor.kind, most);
}

/**
 * Before codes are shown in clear, in the transaction that writes it down: with what the same hand was shown within a day they are
 * not more than the settings leave to one person. One code that a person looks at is not asked. @throws NeedsSecondPerson
 */
export async function holdBelowClearLimit(tx: Context, ids: number[]): Promise<void> {
  if (tx.actor.kind === 'system' || (tx.actor.kind === 'user' && ids.length === 1)) return;
  const { exportCodes: most } = await readFourEyes(tx.db);
  if (most === null) return;
  await holdHand(tx);
  if ((await shownWith(tx, ids)) > most) throw refusal(tx.actor.kind, most);
}

/** The same of a file, which was let pass before. @throws Conflict `changed_meanwhile` */
export async function holdFileBelowClearLimit(tx: Context, count: number): Promise<void> {
  if (tx.approval || tx.actor.kind === 'system') return;
  const { exportCodes: most } = await readFourEyes(tx.db);
  if (most === null || count === 0) return;
  await holdHand(tx);
  if ((await shownWith(tx)) + count <= most) return;
  throw new Conflict('changed_meanwhile', 'Other codes were shown in clear at the same instant. Send it again.');
}

/** What is an export can wait for a second person. */
function refusal(kind: 'user' | 'key', most: number): NeedsSecondPerson {
  if (kind === 'key') return refuseKey(moreCodes(most));
  return new NeedsSecondPerson(`${moreCodes(most)} needs a second person: export them.`);
}
