import { eq } from 'drizzle-orm';
import { suppliers } from '@/db/schema/suppliers';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { setMaintenanceInput } from './schemas';

/** Switches Khalti to maintenance and back: its products cannot be sold meanwhile, all others can. @throws Forbidden */
export const setMaintenance = operation(
  'suppliers.write',
  setMaintenanceInput,
  async (ctx, input): Promise<{ maintenance: boolean }> => {
    const { maintenance } = input;
    return inTransaction(ctx, async (tx) => {
      await tx.db.insert(suppliers).values({ name: 'khalti' }).onConflictDoNothing();
      const [before] = await tx.db.select().from(suppliers).where(eq(suppliers.name, 'khalti')).for('update');
      if (Boolean(before?.maintenanceAt) === maintenance) return { maintenance };
      const maintenanceAt = maintenance ? tx.now() : null;
      await tx.db.update(suppliers).set({ maintenanceAt }).where(eq(suppliers.name, 'khalti'));
      const action = maintenance ? 'supplier.maintenance_on' : 'supplier.maintenance_off';
      await recordAudit(tx, { action, subjectKind: 'settings', subjectId: 1, data: { supplier: 'khalti' } });
      return { maintenance };
    });
  },
);
