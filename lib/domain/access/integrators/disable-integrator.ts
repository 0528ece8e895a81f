import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { disableIntegratorInput } from './schemas';

/** Switches an integrator off, so that none of its keys is accepted, or on again. @throws Forbidden, Invalid, NotFound */
export const disableIntegrator = operation('integrators.write', disableIntegratorInput, (ctx, input) => {
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
});
