import { sql } from 'drizzle-orm';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { Conflict } from '@/lib/errors';
import type { Redemption } from './redemption';
import { ownedBy, selectRedemption } from './select-redemptions';

/**
 * Makes a hold a redemption. Asking again changes nothing and answers the same.
 * @throws NotFound, Conflict (`hold_lapsed`, `already_rolled_back`)
 */
export async function confirmRedemption(ctx: Context, id: number): Promise<Redemption> {
  assertCan(ctx, 'redemptions.write');
  return inTransaction(ctx, async (tx) => {
    const now = tx.now().toISOString();
    // The row's own lock decides between this and a statement that finds the hold's time over.
    const [confirmed] = await tx.db.execute<{ coupon_id: string }>(sql`
      update redemptions r set state = 'redeemed', confirmed_at = ${now}::timestamptz
      where r.id = ${id} and r.state = 'held' and r.hold_expires_at > ${now}::timestamptz and ${ownedBy(tx.actor)}
      returning r.coupon_id`);
    if (confirmed) {
      const data = { couponId: Number(confirmed.coupon_id) };
      await recordAudit(tx, { action: 'redemption.confirmed', subjectKind: 'redemption', subjectId: id, data });
    }
    const redemption = await selectRedemption(tx, id);
    if (redemption.state === 'lapsed') throw new Conflict('hold_lapsed', 'The hold ran out. Redeem the code anew.');
    if (redemption.state === 'rolled_back') {
      throw new Conflict('already_rolled_back', 'This was rolled back. Redeem the code anew.');
    }
    return redemption;
  });
}
