import { eq } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { openCreditAccounts } from './move-credit';

/** Locks the integrator against deletion, with its accounts open. For use cases. @throws NotFound */
export async function holdIntegrator(tx: Context, integratorId: number): Promise<void> {
  const [known] = await tx.db
    .select({ id: integrators.id })
    .from(integrators)
    .where(eq(integrators.id, integratorId))
    .for('key share');
  if (!known) throw new NotFound('The integrator');
  await openCreditAccounts(tx, integratorId);
}
