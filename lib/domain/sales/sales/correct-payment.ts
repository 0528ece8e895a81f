import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { paymentCorrections } from '@/db/schema/shift-entries';
import { isOwnMethod, type OwnMethod, ownNameOf, type TillMethod } from '@/lib/core/entities/payment-method';
import { Conflict, Forbidden } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName, type UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { assertPaymentMethod } from './assert-payment-method';
import { addSaleNote, lockSale } from './change-sale';
import { paymentRule } from './payment-rule';
import { correctPaymentInput } from './schemas';

const names: Record<Exclude<TillMethod, OwnMethod>, string> = {
  ...{ cash: 'cash', esewa: 'eSewa', khalti: 'the Khalti wallet', bank_transfer: 'bank transfer', card: 'card' },
  ...{ on_account: 'on account', unstated: 'not stated' },
};

/**
 * A sale at the desk was paid otherwise than its seller said. What its open shift expects by each method follows.
 * @throws Forbidden, NotFound, Conflict (`same_method`, `shift_closed`, `wrong_state`, `not_at_desk`, `too_late`)
 */
export const correctPayment = operation(
  'sales.sell',
  correctPaymentInput,
  (ctx: Context<UserActor>, { saleId, paymentMethod, reason }): Promise<{ id: number }> =>
    inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      await assertCanCorrect(tx, sale);
      await assertPaymentMethod(tx.db, paymentMethod);
      const { paymentMethods } = await getSettings(tx.db);
      const nameOf = (method: TillMethod) =>
        isOwnMethod(method) ? (ownNameOf(paymentMethods, method) ?? method) : names[method];
      const from = sale.paymentMethod ?? 'unstated';
      if (from === paymentMethod) {
        throw new Conflict('same_method', 'That is what the sale says already. Nothing was changed.');
      }
      const { shiftId, amountPaisa } = sale;
      const by = { at: tx.now(), actorName: actorName(tx.actor), reason };
      await tx.db
        .insert(paymentCorrections)
        .values({ saleId, shiftId, fromMethod: from, toMethod: paymentMethod, amountPaisa, ...by });
      await tx.db.update(sales).set({ paymentMethod }).where(eq(sales.id, saleId));
      await addSaleNote(tx, sale, `Payment corrected from ${nameOf(from)} to ${nameOf(paymentMethod)}: ${reason}`);
      const data = { from, to: paymentMethod, reason };
      await recordAudit(tx, { action: 'sale.payment_corrected', subjectKind: 'sale', subjectId: saleId, data });
      return { id: saleId };
    }),
  { freshProof: 'after_away' },
);

async function assertCanCorrect(tx: Context<UserActor>, sale: Parameters<typeof paymentRule>[1]): Promise<void> {
  const { voidMinutes } = await getSettings(tx.db);
  const others = () => nameRolesThatCan(tx.db, 'sales.resolve');
  switch (await paymentRule(tx, sale, voidMinutes, true)) {
    case 'allowed':
      return;
    case 'not_at_desk':
      throw new Conflict('not_at_desk', 'An integrator paid this sale from its credit.');
    case 'settled':
      throw new Conflict('wrong_state', 'The money of this sale went back, by the method that it came by.', {
        state: sale.state,
      });
    case 'shift_closed':
      throw new Conflict('shift_closed', 'The shift of this sale is closed, and a closed shift never changes.');
    case 'forbidden':
      throw new Forbidden(`Only the seller can correct the payment of this sale, and ${await others()}.`);
    case 'too_late':
      throw new Conflict(
        'too_late',
        `A seller can correct a sale without a shift for ${voidMinutes} minutes. Only ${await others()} can now.`,
      );
  }
}
