import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Executor } from '@/db/client';
import { webhookDeliveries } from '@/db/schema/webhooks';
import { createTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { prepared } from '@/test/prepared';
import { createEndpointWith } from './create-endpoint';
import type { WebhookEventData } from './event-data';
import { publishEvent } from './publish-event';
import { relayEvents } from './relay-events';
import type { ResolveHost } from './resolve-host';
import type { CreateEndpointInput } from './schemas';
import { createSender } from './send-due';

/** An address of example.com, which is on the internet; nothing is ever sent there. */
export const publicAddress: ResolveHost = async () => [{ address: '93.184.215.14', family: 4 }];

/** Every name resolves to this machine. */
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
  return createEndpointWith(publicAddress)(ctx, whole);
}

/** The rows of an endpoint's deliveries, the oldest first. */
export function deliveriesOf(db: Executor, endpointId: number) {
  return db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.endpointId, endpointId))
    .orderBy(asc(webhookDeliveries.id));
}

/** A database, a receiver on this machine, an admin, and a clock that moves only by `setNow`. */
async function startSending() {
  const [test, receiver] = await Promise.all([createTestDatabase(), startWebhookReceiver()]);
  let now = new Date();
  const clock = () => now;
  const admin = await makeUserContext(test.db, 'admin', clock);
  const system = { ...systemContext(test.db, 'test'), now: clock };

  async function lastOf(endpointId: number) {
    const delivery = (await deliveriesOf(test.db, endpointId)).at(-1);
    if (!delivery) throw new Error('Nothing was made for it.');
    return delivery;
  }
  async function publish(): Promise<void> {
    await publishEvent(admin, { type: 'sale.succeeded', data: saleData });
    await relayEvents(system);
  }

  return {
    db: test.db,
    receiver,
    admin,
    system,
    now: clock,
    setNow(at: Date) {
      now = at;
    },
    publish,
    lastOf,
    /** An endpoint at the receiver and one message that waits for it. */
    async makeWaiting() {
      const made = await makeEndpoint(admin, { url: `${receiver.url}/in` });
      await publish();
      const { id: deliveryId } = await lastOf(made.id);
      return { ...made, deliveryId, read: () => lastOf(made.id) };
    },
    /** Sends what is due at an endpoint now, as the worker would. */
    async attempt({ id }: { id: number }): Promise<void> {
      const sender = createSender(system, { resolve: loopback });
      await sender.begin(id);
      await sender.settled();
      await sender.stop();
    },
    clean() {
      receiver.clearFaults();
      receiver.answers(204);
      receiver.requests.length = 0;
    },
    close: () => Promise.all([test.close(), receiver.close()]),
  };
}

/** For a file of tests: that world. Each test begins now, with a receiver that accepts everything. */
export function provideSending() {
  const world = prepared(startSending);
  beforeEach(() => {
    world.setNow(new Date());
    vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'true');
    resetEnv();
  });
  afterEach(() => {
    world.clean();
    vi.unstubAllEnvs();
    resetEnv();
  });
  return { world, pass: (ms: number) => world.setNow(new Date(world.now().getTime() + ms)) };
}
