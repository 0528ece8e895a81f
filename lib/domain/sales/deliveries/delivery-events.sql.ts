import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { instantText, webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';

const at = '$2::timestamptz';
const statement = webhookOutbox({
  type: 'delivery.failed',
  from: `(select d.id, d.sale_id, d.channel, d.state, d.error, s.reference, s.integrator_id
    from deliveries d join sales s on s.id = d.sale_id where d.id = any ($1::bigint[])) r`,
  where: "r.state in ('failed', 'bounced')",
  integratorId: 'r.integrator_id',
  at,
  data: {
    delivery_id: 'r.id',
    sale_id: 'r.sale_id',
    reference: 'r.reference',
    channel: 'r.channel',
    state: 'r.state',
    error: 'r.error',
    failed_at: instantText(at),
  },
});

/**
 * Says which of these messages to customers, whose state has just changed, did not arrive, to the endpoints that ask for it.
 * A message that another one took the place of is none. It locks nothing.
 */
export async function emitFailedDeliveries(db: Executor, ids: number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await runStatement(db, statement, [ids.map(String), now.toISOString()]);
}
