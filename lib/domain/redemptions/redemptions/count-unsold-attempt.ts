import { sql } from 'drizzle-orm';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import type { Facts } from './check.sql';

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
    // Two tries at once count each other: the second waits here, and what follows is a statement of its own.
    await tx.db.execute(sql`select from code_batches where id = ${batchId} for no key update`);
    await tx.db.execute(sql`
      insert into unsold_attempts (code_id, batch_id, last_at) values (${codeId}, ${batchId}, ${now}::timestamptz)
      on conflict (code_id) do update set attempts = unsold_attempts.attempts + 1, last_at = excluded.last_at`);
    const [suspected] = await tx.db.execute<{ tried: number }>(sql`
      update code_batches b set suspected_at = ${now}::timestamptz
      from (
        select count(*)::int as tried from unsold_attempts
        where batch_id = ${batchId} and last_at > ${now}::timestamptz - interval '1 hour'
      ) t
      where b.id = ${batchId} and b.suspected_at is null and b.paused_at is null and t.tried >= ${suspectedFrom}
      returning t.tried`);
    if (!suspected) return;
    const data = { coupon_id: Number(coupon_id), batch_id: Number(batchId), codes: suspected.tried, suspected_at: now };
    await publishEvent(tx, { type: 'codes.leak_suspected', data, integratorId: null });
    await recordAudit(tx, {
      action: 'codes.leak_suspected',
      subjectKind: 'coupon',
      subjectId: data.coupon_id,
      data: { batchId: data.batch_id, count: data.codes },
    });
  });
}
