import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import type { Facts } from './check.sql';
import { writeUnsoldAttempt } from './count-unsold-attempt.sql';

/** This many different codes of a batch, tried before their sale within an hour, are no slip. */
export const suspectedFrom = 3;

/**
 * Counts a try of a code that was not sold yet. Once enough different ones of its batch were tried within an hour, the
 * batch is suspected to be known to strangers: it is marked, which Today shows, and the event `codes.leak_suspected` says
 * so, once until a person has looked at it. For use cases: it asks for no permission.
 */
export async function countUnsoldAttempt(ctx: Context, facts: Facts): Promise<void> {
  const { code_id: codeId, code_batch_id: batchId, coupon_id } = facts;
  if (facts.passed_code_sold !== false || codeId === null || batchId === null || coupon_id === null) return;
  const now = ctx.now().toISOString();
  // The event is nobody's purchase: endpoints of the organization alone are notified.
  await inTransaction({ ...ctx, actor: systemContext(ctx.db, 'Leaks').actor }, async (tx) => {
    const tried = await writeUnsoldAttempt(tx.db, { codeId, batchId, at: now }, suspectedFrom);
    if (tried === undefined) return;
    const data = { coupon_id: Number(coupon_id), batch_id: Number(batchId), codes: tried, suspected_at: now };
    await publishEvent(tx, { type: 'codes.leak_suspected', data, integratorId: null });
    await recordAudit(tx, {
      action: 'codes.leak_suspected',
      subjectKind: 'coupon',
      subjectId: data.coupon_id,
      data: { batchId: data.batch_id, count: data.codes },
    });
  });
}
