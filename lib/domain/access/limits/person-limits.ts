import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { personLimits } from '@/db/schema/limits';
import { Conflict } from '@/lib/core/errors';
import { isAnyOn } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import type { PersonLimits } from './limits';
import { updatePersonLimitsInput } from './schemas';

type Wanted = z.output<typeof updatePersonLimitsInput>;

const unset: PersonLimits = {
  saleHourAsk: null,
  saleHourStop: null,
  saleDayAsk: null,
  saleDayStop: null,
  revealHourAsk: null,
  revealHourStop: null,
  revealDayAsk: null,
  revealDayStop: null,
  searchHourAsk: null,
  searchHourStop: null,
  searchDayAsk: null,
  searchDayStop: 20,
};

/** Asks for no permission. */
export async function readPersonLimits(db: Executor): Promise<PersonLimits> {
  const [row] = await db.select().from(personLimits).where(eq(personLimits.id, 1));
  if (!row) return unset;
  const { id: _, updatedAt: __, ...limits } = row;
  return limits;
}

/** @throws Forbidden */
export const getPersonLimits = operation(
  'settings.read',
  noInput,
  (ctx): Promise<PersonLimits> => readPersonLimits(ctx.db),
);

/**
 * Applies to what is sold and revealed from then on. Where anything needs a second person, raising a limit or taking one away does too.
 * @throws NeedsProof, NeedsSecondPerson, Forbidden, Invalid, Conflict `stale`
 */
export const updatePersonLimits = operation(
  'settings.write',
  updatePersonLimitsInput,
  (ctx, { was, ...input }): Promise<PersonLimits> => {
    return inTransaction(ctx, async (tx) => {
      await tx.db.insert(personLimits).values({ id: 1 }).onConflictDoNothing();
      await tx.db.select({ id: personLimits.id }).from(personLimits).where(eq(personLimits.id, 1)).for('update');
      const before = await readPersonLimits(tx.db);
      if (was && Object.keys(changedFields(before, was)).length > 0) {
        throw new Conflict('stale', 'Somebody else changed these settings meanwhile. Reload the page.');
      }
      const data = changedFields(before, input);
      if (Object.keys(data).length === 0) return before;
      await tx.db
        .update(personLimits)
        .set({ ...input, updatedAt: tx.now() })
        .where(eq(personLimits.id, 1));
      await recordAudit(tx, { action: 'settings.limits_changed', subjectKind: 'settings', subjectId: 1, data });
      return input;
    });
  },
  { freshProof: true, secondPerson: secondPerson('person_limits', needForHigher) },
);

async function needForHigher(ctx: Context, { was: _, ...input }: Wanted, limits: FourEyes): Promise<Need | null> {
  if (!isAnyOn(limits)) return null;
  const was = await readPersonLimits(ctx.db);
  const names = Object.keys(was) as (keyof PersonLimits)[];
  const isHigher = names.some((name) => was[name] !== null && (input[name] ?? Number.POSITIVE_INFINITY) > was[name]);
  if (!isHigher) return null;
  const what = 'Raising a limit of what one person does';
  const changes = changedFields(was, input);
  return { what, summary: changes, subjectKind: 'settings', subjectId: 1, input: { ...input, was } };
}
