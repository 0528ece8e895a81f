import { asc, eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { webhookDeliveries } from '@/db/schema/webhooks';
import type { Context } from '@/lib/context';
import { createEndpoint } from './create-endpoint';
import type { WebhookEventData } from './event-types';
import type { ResolveHost } from './resolve-host';
import type { CreateEndpointInput } from './schemas';

/** An address of example.com, which is on the internet; nothing is ever sent there. */
export const publicAddress: ResolveHost = async () => [{ address: '93.184.215.14', family: 4 }];

/** Every name leads to this machine. */
export const loopback: ResolveHost = async () => [{ address: '127.0.0.1', family: 4 }];

export const publicUrl = 'https://hooks.example.com/coupons';

export const saleData: WebhookEventData<'sale.succeeded'> = {
  sale_id: 7,
  reference: 'order-7',
  product_id: 1,
  amount_paisa: 200_000,
  supplier: 'stock',
  succeeded_at: '2026-11-03T06:15:00.000Z',
};

export function makeEndpoint(ctx: Context, input: Partial<CreateEndpointInput> = {}) {
  const whole = { url: publicUrl, eventTypes: ['sale.succeeded' as const], ...input };
  return createEndpoint(ctx, whole, { resolve: publicAddress });
}

/** The rows of an endpoint's deliveries, the oldest first. */
export function deliveriesOf(db: Executor, endpointId: number) {
  return db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.endpointId, endpointId))
    .orderBy(asc(webhookDeliveries.id));
}
