import { eq } from 'drizzle-orm';
import { settings } from '@/db/schema/team';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { pauseSalesInput } from './schemas';

/** Switches selling to maintenance and back, at the desk and over the API. @throws Forbidden */
export const pauseSales = operation(
  'suppliers.write',
  pauseSalesInput,
  async (ctx, { paused }): Promise<{ paused: boolean }> => {
    return inTransaction(ctx, async (tx) => {
      await tx.db.insert(settings).values({ id: 1 }).onConflictDoNothing();
      const [before] = await tx.db.select().from(settings).where(eq(settings.id, 1)).for('update');
      if (Boolean(before?.salesPausedAt) === paused) return { paused };
      const salesPausedAt = paused ? ctx.now() : null;
      await tx.db.update(settings).set({ salesPausedAt }).where(eq(settings.id, 1));
      await recordAudit(tx, {
        action: paused ? 'sales.paused' : 'sales.resumed',
        subjectKind: 'settings',
        subjectId: 1,
      });
      return { paused };
    });
  },
);

/** Whether selling is switched off for maintenance. @throws Forbidden */
export const salesArePaused = operation('products.read', noInput, async (ctx): Promise<boolean> => {
  const [row] = await ctx.db.select({ at: settings.salesPausedAt }).from(settings).where(eq(settings.id, 1));
  return Boolean(row?.at);
});
