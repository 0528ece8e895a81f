import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { retention } from '@/db/schema/retention';
import { type RetentionKind, retentionKinds, retentionNames } from '@/lib/core/entities/retention';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { retentionInput } from './retention-schemas';

/** For how many days each kind of record is kept. */
export type Retention = Record<RetentionKind, number>;

/** Asks for no permission. */
export async function readRetention(db: Executor): Promise<Retention> {
  const [row] = await db.select().from(retention).where(eq(retention.id, 1));
  return Object.fromEntries(
    retentionNames.map((name) => [name, row?.[name] ?? retentionKinds[name].usual]),
  ) as Retention;
}

/** @throws Forbidden */
export const getRetention = operation('settings.read', noInput, (ctx): Promise<Retention> => readRetention(ctx.db));

/** What is older goes in the next night, and does not come back. What is left out stays as it is. @throws NeedsProof, Forbidden, Invalid */
export const updateRetention = operation(
  'settings.write',
  retentionInput.partial(),
  (ctx, input): Promise<Retention> =>
    inTransaction(ctx, async (tx) => {
      await tx.db.insert(retention).values({ id: 1 }).onConflictDoNothing();
      await tx.db.select({ id: retention.id }).from(retention).where(eq(retention.id, 1)).for('update');
      const before = await readRetention(tx.db);
      const after: Retention = { ...before, ...withoutUndefined(input) };
      const changed = retentionNames.filter((name) => before[name] !== after[name]);
      if (changed.length === 0) return before;
      await tx.db
        .update(retention)
        .set({ ...after, updatedAt: tx.now() })
        .where(eq(retention.id, 1));
      const data = Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]));
      await recordAudit(tx, { action: 'settings.retention_changed', subjectKind: 'settings', subjectId: 1, data });
      return after;
    }),
  { freshProof: true },
);

const withoutUndefined = (given: Partial<Record<RetentionKind, number | undefined>>) =>
  Object.fromEntries(Object.entries(given).filter(([, days]) => days !== undefined)) as Partial<Retention>;
