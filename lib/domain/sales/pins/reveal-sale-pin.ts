import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { countUse } from '@/lib/domain/access/limits/count-use';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { readSalePin } from './read-sale-pin';
import { revealSalePinInput } from './schemas';

/** Who can read a sale's PIN: its seller, and with a reason people who can reveal the PINs of others. */
export function revealRule(actor: UserActor, sellerId: number | null): 'own' | 'with_reason' | 'forbidden' {
  if (sellerId === actor.id && can(actor, 'sales.sell')) return 'own';
  return can(actor, 'sales.reveal') ? 'with_reason' : 'forbidden';
}

/**
 * The PIN of a sale in clear. The reading is audited before it is answered.
 * @throws Forbidden, NotFound, Invalid (no reason), Conflict (`no_pin`, `unreadable`, `limit_reason`,
 * `limit_stop`)
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
        const others = await nameRolesThatCan(tx.db, 'sales.reveal');
        throw new Forbidden(`Only the seller can see this PIN, and ${others} with a reason.`);
      }
      if (rule === 'with_reason' && !input.reason) {
        throw new Invalid({ reason: ['Say why you need the PIN of a sale that is not yours.'] });
      }
      if (sale.state === 'refunded') throw new Conflict('no_pin', 'This sale was refunded: its PIN counts as gone.');
      if (sale.state === 'voided') throw new Conflict('no_pin', 'This sale was voided: its PIN works no more.');
      const pin = await readSalePin(tx.db, input.saleId);
      if (!pin) throw new Conflict('no_pin', 'This sale has no PIN.');
      await countUse(tx, { kind: 'reveal', key: randomUUID(), reason: input.reason });
      await recordAudit(tx, {
        action: 'sale.pin_revealed',
        subjectKind: 'sale',
        subjectId: input.saleId,
        data: input.reason ? { reason: input.reason } : {},
      });
      return { pin };
    });
  },
  { freshProof: 'after_away' },
);
