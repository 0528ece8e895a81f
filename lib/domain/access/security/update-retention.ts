import { eq } from 'drizzle-orm';
import { retention } from '@/db/schema/retention';
import { type RetentionKind, retentionNames } from '@/lib/core/entities/retention';
import { isAnyOn } from '@/lib/platform/approvals/read-four-eyes';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { changedFields } from '@/lib/platform/audit/changed-fields';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type Retention, readRetention } from '@/lib/platform/settings/retention';
import { retentionInput } from '@/lib/platform/settings/retention-schemas';

/**
 * What is older goes in the next night, and does not come back. What is left out stays as it is. Where anything needs a second
 * person, a shorter time does too: it destroys records. @throws NeedsProof, NeedsSecondPerson, Forbidden, Invalid
 */
export const updateRetention = operation(
  'settings.write',
  retentionInput.partial(),
  (ctx, input): Promise<Retention> =>
    inTransaction(ctx, async (tx) => {
      await tx.db.insert(retention).values({ id: 1 }).onConflictDoNothing();
      await tx.db.select({ id: retention.id }).from(retention).where(eq(retention.id, 1)).for('update');
      const before = await readRetention(tx.db);
      const changes = changesOf(before, input);
      if (Object.keys(changes).length === 0) return before;
      const after = { ...before, ...changes };
      await tx.db
        .update(retention)
        .set({ ...after, updatedAt: tx.now() })
        .where(eq(retention.id, 1));
      const data = changedFields(before, changes);
      await recordAudit(tx, { action: 'settings.retention_changed', subjectKind: 'settings', subjectId: 1, data });
      return after;
    }),
  { freshProof: true, secondPerson: secondPerson('retention', needForShorter) },
);

type Given = Partial<Record<RetentionKind, number | undefined>>;

/** With the fields that change alone: what somebody else changes meanwhile is not overwritten. */
async function needForShorter(ctx: Context, input: Given, limits: FourEyes): Promise<Need | null> {
  if (!isAnyOn(limits)) return null;
  const before = await readRetention(ctx.db);
  const changes = changesOf(before, input);
  if (!retentionNames.some((name) => (changes[name] ?? before[name]) < before[name])) return null;
  const summary = changedFields(before, changes);
  const what = 'Keeping records for a shorter time';
  return { what, summary, subjectKind: 'settings', subjectId: 1, input: changes };
}

const changesOf = (before: Retention, given: Given): Partial<Retention> =>
  Object.fromEntries(
    retentionNames.flatMap((name) => {
      const days = given[name];
      return days === undefined || days === before[name] ? [] : [[name, days]];
    }),
  );
