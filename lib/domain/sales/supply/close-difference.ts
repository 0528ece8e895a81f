import { eq } from 'drizzle-orm';
import { supplierDifferences } from '@/db/schema/comparisons';
import { Conflict, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { closeDifferenceInput } from './schemas';

/** It stays closed, also when it is found again. @throws Forbidden, Invalid, NotFound, Conflict `closed` */
export const closeDifference = operation(
  'sales.resolve',
  closeDifferenceInput,
  (ctx: Context<UserActor>, { id, note }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const [row] = await tx.db.select().from(supplierDifferences).where(eq(supplierDifferences.id, id)).for('update');
      if (!row) throw new NotFound('The difference');
      if (row.closedAt) throw new Conflict('closed', 'This difference is closed already.');
      await tx.db
        .update(supplierDifferences)
        .set({ closedAt: tx.now(), closedBy: ctx.actor.name, note })
        .where(eq(supplierDifferences.id, id));
      await recordAudit(tx, {
        action: 'supplier.difference_closed',
        ...(row.saleId === null
          ? { subjectKind: 'settings', subjectId: 1 }
          : { subjectKind: 'sale', subjectId: row.saleId }),
        data: { kind: row.kind, reference: row.reference, note },
      });
      return { id };
    }),
);
