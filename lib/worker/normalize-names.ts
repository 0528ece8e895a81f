import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { integrators } from '@/db/schema/integrators';
import { products } from '@/db/schema/products';
import { violatedConstraint } from '@/lib/core/database-errors';
import { logger } from '@/lib/core/logger';
import { normalizeName } from '@/lib/core/normalize-text';

const tables = { user_groups: userGroups, tvod_prices: tvodPrices, products, integrators };

/**
 * Normalizes the names that the version before wrote, at each start, so that they are found as they are given now. One whose
 * normalized name another entry has stays as it is, and the log names it.
 */
export async function normalizeNames(db: Executor): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    const rows = await db.select({ id: columns.id, name: columns.name }).from(columns);
    for (const { id, name } of rows) {
      const normalized = normalizeName(name);
      if (normalized === name || normalized === '') continue;
      await db
        .update(columns)
        .set({ name: normalized })
        .where(eq(columns.id, id))
        .catch((error: unknown) => {
          if (violatedConstraint(error) === undefined) throw error;
          logger.warn({ table, id }, 'another entry has the same name but for invisible differences: rename one');
        });
    }
  }
}
