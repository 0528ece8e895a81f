import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import type { DisableIntegratorInput } from './schemas';

/** Switches an integrator off, so that none of its keys is taken, or on again. @throws Forbidden, NotFound */
export async function disableIntegrator(ctx: Context, input: DisableIntegratorInput): Promise<DisableIntegratorInput> {
  assertCan(ctx, 'integrators.write');
  const { id, disabled } = input;
  return inTransaction(ctx, async (tx) => {
    const isOther = disabled ? isNull(integrators.disabledAt) : isNotNull(integrators.disabledAt);
    const [changed] = await tx.db
      .update(integrators)
      .set({ disabledAt: disabled ? tx.now() : null })
      .where(and(eq(integrators.id, id), isOther))
      .returning({ id: integrators.id });
    if (changed) {
      const action = disabled ? 'integrator.disabled' : 'integrator.enabled';
      await recordAudit(tx, { action, subjectKind: 'integrator', subjectId: id });
    } else if ((await tx.db.$count(integrators, eq(integrators.id, id))) === 0) {
      throw new NotFound('The integrator');
    }
    return input;
  });
}
