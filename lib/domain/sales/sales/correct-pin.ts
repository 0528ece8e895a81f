import { eq } from 'drizzle-orm';
import { correctedPins, sales } from '@/db/schema/sales';
import { Conflict, Invalid } from '@/lib/core/errors';
import { readCodeOf } from '@/lib/domain/coupons/codes/encrypt-code';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName, type UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lockSale } from './change-sale';
import { handOutNewPin } from './hand-out-pin';
import { assertCanEnter, type ResolvedSale } from './resolve-sale';
import { enterPinInput } from './schemas';
import { pinColumns } from './settle-payment';

/**
 * Another PIN in place of one that was entered by hand, and wrong: the customer gets it, and the wrong one stays with the sale,
 * encrypted, so that the books can be compared and its sale is still found by it.
 * @throws Forbidden, NotFound, Invalid (the same PIN, or that of another sale), Conflict (`wrong_state`, `not_entered`: the PIN
 * came from the supplier or from own stock, `unusual_pin`)
 */
export const correctSalePin = operation(
  'sales.resolve',
  enterPinInput,
  (ctx: Context<UserActor>, { saleId, pin, reason, confirmed }): Promise<ResolvedSale> =>
    inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      const { state, pinEnteredAt, pinDigest, pinDigestKeyId, pinSealed, pinSealingKeyId } = sale;
      if (state !== 'succeeded') throw new Conflict('wrong_state', 'This sale has no PIN to correct.', { state });
      if (!pinEnteredAt || !pinDigest || !pinSealed || pinSealingKeyId === null) {
        throw new Conflict('not_entered', 'Only a PIN that was entered by hand can be corrected.');
      }
      if (readCodeOf({ digest: pinDigest, sealed: pinSealed, sealingKeyId: pinSealingKeyId }) === pin) {
        throw new Invalid({ pin: ['The sale has this PIN already.'] });
      }
      await assertCanEnter(tx, sale, pin, confirmed);
      const at = tx.now();
      const wrong = {
        digest: pinDigest,
        digestKeyId: pinDigestKeyId,
        sealed: pinSealed,
        sealingKeyId: pinSealingKeyId,
      };
      await tx.db.insert(correctedPins).values({ saleId, ...wrong, at, actorName: actorName(tx.actor), reason });
      await tx.db
        .update(sales)
        .set({ ...pinColumns(pin), pinEnteredAt: at, unseen: sale.sellerId !== null })
        .where(eq(sales.id, saleId));
      await handOutNewPin(tx, sale, `The PIN was corrected: ${reason}`);
      await recordAudit(tx, { action: 'sale.pin_corrected', subjectKind: 'sale', subjectId: saleId, data: { reason } });
      return { id: saleId, state };
    }),
  { freshProof: 'after_away' },
);
