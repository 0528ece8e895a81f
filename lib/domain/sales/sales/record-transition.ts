import { runStatement } from '@/db/run-statement';
import type { sales } from '@/db/schema/sales';
import { moveCredit } from '@/lib/domain/sales/credits/move-credit';
import { enqueueSending } from '@/lib/domain/sales/deliveries/enqueue-sending';
import { auditRequest } from '@/lib/platform/audit/insert-audit.sql';
import type { Context } from '@/lib/platform/context/context';
import { type TransitionRow, writeTransition } from './sale-timeline.sql';
import { effectsOf, type SaleOrigin, saleTransfers } from './sale-transitions';

/**
 * Writes what goes with a sale that has just got to its state from `from`: timeline, audit row, messages and their jobs,
 * webhook event, credit. In the transaction of `tx`, which holds the buyer's account; it asks for no permission.
 *
 * @param backPaisa what the buyer has back of it already
 */
export async function recordTransition(
  tx: Context,
  from: SaleOrigin,
  sale: typeof sales.$inferSelect,
  note: string | null,
  backPaisa = 0,
): Promise<void> {
  const { id: saleId, state, integratorId, amountPaisa, commissionPaisa, reference, supplier, phone, email } = sale;
  const effects = effectsOf(from, state);
  if (!effects) throw new Error(`Sale ${saleId} cannot have become ${state} from ${from}.`);
  const row: TransitionRow = {
    sale_id: saleId,
    at: (sale.voidedAt ?? sale.settledAt ?? tx.now()).toISOString(),
    from_state: from,
    state,
    // Suppliers send any text; JSON in Postgres takes no half of a surrogate pair.
    note: note?.toWellFormed() ?? null,
    reference,
    product_id: sale.productId,
    amount_paisa: amountPaisa,
    supplier,
    integrator_id: integratorId,
    phone,
    email,
    ...auditRequest(tx),
  };
  const [written] = await runStatement<{ deliveryIds: string[] }>(tx.db, writeTransition, [JSON.stringify(row)]);
  await enqueueSending(tx.db, (written?.deliveryIds ?? []).map(Number));
  const { transfer: kind } = effects;
  const chargedPaisa = amountPaisa - commissionPaisa - backPaisa;
  if (!kind || integratorId === null || chargedPaisa === 0) return;
  await moveCredit(tx, {
    integratorId,
    ...saleTransfers[kind],
    kind,
    amountPaisa: chargedPaisa,
    saleId,
    ...(kind === 'void' && note ? { reason: note } : {}),
  });
}
