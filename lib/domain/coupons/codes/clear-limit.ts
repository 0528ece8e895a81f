import type { z } from 'zod';
import { NeedsSecondPerson } from '@/lib/core/errors';
import { readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { refuseKey } from '@/lib/platform/approvals/second-person';
import type { Context } from '@/lib/platform/context/context';
import { countSelected } from './change-codes';
import type { codeFilter } from './schemas';

export const moreCodes = (most: number) => `More than ${most} ${most === 1 ? 'code' : 'codes'} in clear at once`;

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

/**
 * What shows more codes in clear at once than the settings leave to one person is an export, which can wait for a second one.
 * @throws NeedsSecondPerson
 */
export async function assertBelowClearLimit(
  { actor, db }: Context,
  count: number | (() => Promise<number>),
): Promise<void> {
  if (actor.kind === 'system') return;
  const { exportCodes: most } = await readFourEyes(db);
  if (most === null || (typeof count === 'function' ? await count() : count) <= most) return;
  if (actor.kind === 'key') throw refuseKey(moreCodes(most));
  throw new NeedsSecondPerson(`${moreCodes(most)} needs a second person: export them.`);
}
