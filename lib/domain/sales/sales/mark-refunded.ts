import type { LookupOutcome } from '@/lib/adapters/khalti/outcomes';
import { Conflict, Invalid } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import { askStatus } from '@/lib/domain/sales/supply/ask-status';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { assertCanBecome, changeSale, lockSale, type SaleRow } from './change-sale';
import { type ResolvedSale, resolved } from './resolve-sale';
import { markRefundedInput } from './schemas';

/** Who keeps the supplier's books can say against its own answer that money is back. */
const ofEvidence = 'suppliers.write';

/**
 * The supplier gave the money back, so the credit and the till have it back too, less what was given as goodwill. The supplier is
 * asked. Of a sale without a PIN it says that it gave it back or that it failed, or somebody with `suppliers.write` has evidence in
 * words. Of a sale whose PIN was handed out only its own answer counts that the whole is back.
 * @throws Forbidden, NotFound, Invalid (`evidence`), Conflict (`wrong_state`, `own_stock`, `not_refunded`)
 */
export const markSaleRefunded = operation(
  'sales.resolve',
  markRefundedInput,
  async (ctx: Context<UserActor>, { saleId, reason, evidence }): Promise<ResolvedSale> => {
    const known = await inTransaction(ctx, (tx) => lockSale(tx, saleId));
    assertCanBeRefunded(known);
    const answer = await askStatus(ctx, saleId, known.supplierReference ?? '');
    const isBack = answer !== null && saysItIsBack(answer, known);
    const said = answer?.words ?? 'it is not connected';
    if (!isBack) await assertEvidence(ctx, known, said, evidence);
    return inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      // The answer was about the sale as it was.
      if (sale.state !== known.state) throw new Conflict('wrong_state', 'This sale has changed. Look at it again.');
      const note = [reason, `Look-up: ${said}`, ...(isBack ? [] : [`Evidence: ${evidence}`])].join(' · ');
      const changed = await changeSale(tx, sale, { to: 'refunded', note });
      const data = { reason, answer: answer?.kind ?? 'not_connected', ...(isBack ? {} : { evidence }) };
      await recordAudit(tx, { action: 'sale.marked_refunded', subjectKind: 'sale', subjectId: saleId, data });
      return resolved(changed);
    });
  },
  { freshProof: 'after_away' },
);

function assertCanBeRefunded(sale: SaleRow): void {
  assertCanBecome(sale, 'refunded');
  if (sale.supplier !== 'stock') return;
  throw new Conflict('own_stock', 'A PIN of our own stock is taken back: void the sale while it is unused.');
}

/**
 * Given back whole, or failed while there is no PIN. That it knows no such reference is no proof: it has said before that the sale
 * was paid, its documentation gives that answer for a reference that is not valid, and nowhere for money that is back; and even for
 * a sale without an outcome one such answer ends nothing.
 */
function saysItIsBack(answer: LookupOutcome, { state, amountPaisa }: SaleRow): boolean {
  if (answer.kind === 'succeeded') return answer.refundedPaisa >= amountPaisa;
  return answer.kind === 'failed' && state !== 'succeeded';
}

async function assertEvidence(
  ctx: Context<UserActor>,
  { state, amountPaisa }: SaleRow,
  said: string,
  evidence: string | null | undefined,
): Promise<void> {
  const refused = `Khalti does not say that the money is back (${said}).`;
  if (state === 'succeeded') {
    throw new Conflict(
      'not_refunded',
      `${refused} The customer has the PIN, so this needs Khalti’s own answer that it gave ${formatPaisa(amountPaisa)} back.`,
    );
  }
  if (!can(ctx.actor, ofEvidence)) {
    const others = await nameRolesThatCan(ctx.db, ofEvidence);
    throw new Invalid({ evidence: [`${refused} Only ${others} can mark it refunded on other evidence.`] });
  }
  if (!evidence) throw new Invalid({ evidence: [`${refused} Write down what shows that it is.`] });
}
