import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can, nameRolesThatCan } from '@/lib/platform/context/permissions';
import { readSalePin } from './read-sale-pin';
import { revealSalePinInput } from './schemas';

/** Who can read a sale's PIN: its seller, and with a reason people who can reveal codes. */
export function revealRule(actor: UserActor, sellerId: number | null): 'own' | 'with_reason' | 'forbidden' {
  if (sellerId === actor.id && can(actor, 'sales.sell')) return 'own';
  return can(actor, 'codes.reveal') ? 'with_reason' : 'forbidden';
}

/**
 * The PIN of a sale in clear. The reading is audited before it is answered.
 * @throws Forbidden, NotFound, Invalid (no reason), Conflict (`no_pin`, `unreadable`)
 */
export const revealSalePin = operation(
  'sales.sell',
  revealSalePinInput,
  async (ctx: Context<UserActor>, input): Promise<{ pin: string }> => {
    return inTransaction(ctx, async (tx) => {
      const [sale] = await tx.db
        .select({ sellerId: sales.sellerId, state: sales.state })
        .from(sales)
        .where(eq(sales.id, input.saleId));
      if (!sale) throw new NotFound('The sale');
      const rule = revealRule(ctx.actor, sale.sellerId);
      if (rule === 'forbidden') {
        throw new Forbidden(`Only the seller and ${nameRolesThatCan('codes.reveal')} can see this PIN.`);
      }
      if (rule === 'with_reason' && !input.reason) {
        throw new Invalid({ reason: ['Say why you need the PIN of a sale that is not yours.'] });
      }
      if (sale.state === 'voided') throw new Conflict('no_pin', 'This sale was voided: its PIN works no more.');
      const pin = await readSalePin(tx.db, input.saleId);
      if (!pin) throw new Conflict('no_pin', 'This sale has no PIN.');
      await recordAudit(tx, {
        action: 'sale.pin_revealed',
        subjectKind: 'sale',
        subjectId: input.saleId,
        data: input.reason ? { reason: input.reason } : {},
      });
      return { pin };
    });
  },
);
