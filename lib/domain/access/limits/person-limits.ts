import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { personLimits } from '@/db/schema/limits';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import type { PersonLimits } from './limits';
import { personLimitsInput } from './schemas';

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

/** Applies to what is sold and revealed from then on. @throws NeedsProof, Forbidden, Invalid */
export const updatePersonLimits = operation(
  'settings.write',
  personLimitsInput,
  (ctx, input): Promise<PersonLimits> => {
    return inTransaction(ctx, async (tx) => {
      await tx.db.insert(personLimits).values({ id: 1 }).onConflictDoNothing();
      await tx.db.select({ id: personLimits.id }).from(personLimits).where(eq(personLimits.id, 1)).for('update');
      const before = await readPersonLimits(tx.db);
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
  { freshProof: true },
);
