import { runStatement } from '@/db/run-statement';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { clearNoticed, type LowCreditRow, markNoticed } from './low-credit.sql';

/**
 * Publishes `credit.low` once for each integrator whose credit has come below its mark. A sweep, since the purchase itself is
 * one statement that pays for no look at the mark.
 */
export async function noticeLowCredit(ctx: Context<SystemActor>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await runStatement(tx.db, clearNoticed, []);
    const at = tx.now().toISOString();
    for (const { integratorId, available, threshold } of await runStatement<LowCreditRow>(tx.db, markNoticed, [at])) {
      const data = { available_paisa: Number(available), threshold_paisa: Number(threshold), noticed_at: at };
      await publishEvent(tx, { type: 'credit.low', data, integratorId: Number(integratorId) });
    }
  });
}
