import { and, eq, ne } from 'drizzle-orm';
import { integrators } from '@/db/schema/integrators';
import { NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { setCustomerMessagesInput } from './schemas';

/**
 * Whether the desk sends the PINs that an integrator buys to its customers, from its next purchase on.
 * @throws Forbidden, Invalid, NotFound
 */
export const setCustomerMessages = operation('integrators.write', setCustomerMessagesInput, (ctx, input) => {
  const { id, sent } = input;
  return inTransaction(ctx, async (tx) => {
    const [changed] = await tx.db
      .update(integrators)
      .set({ customerMessages: sent })
      .where(and(eq(integrators.id, id), ne(integrators.customerMessages, sent)))
      .returning({ id: integrators.id });
    if (changed) {
      const data = { sent };
      await recordAudit(tx, { action: 'integrator.messages_set', subjectKind: 'integrator', subjectId: id, data });
    } else if ((await tx.db.$count(integrators, eq(integrators.id, id))) === 0) {
      throw new NotFound('The integrator');
    }
    return input;
  });
});
