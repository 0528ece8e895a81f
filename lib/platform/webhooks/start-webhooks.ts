import { logger } from '@/lib/core/logger';
import { type Repeating, repeat } from '@/lib/core/repeat';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { cancelOfEndpointsOff } from './due-deliveries.sql';
import { relayEvents } from './relay-events';
import { createSender, type SenderOptions } from './send-due';
import { holdsSenderRole } from './sender-role.sql';

const roleEveryMs = 1000;
const cancelledAtOnce = 1000;

type WebhookOptions = SenderOptions & { everyMs?: number };

/**
 * Relays events and sends messages until stopped, in one process at a time: when that ends, another one takes over within a
 * second. `ctx` needs a database of one connection, which holds that role; `relayCtx` has another one,
 * so that neither waits for the other's statements.
 */
export function startWebhooks(
  ctx: Context<SystemActor>,
  relayCtx: Context<SystemActor>,
  { everyMs = 250, ...options }: WebhookOptions = {},
): Repeating {
  let wake = () => {};
  let isWoken = false;
  const rouse = () => {
    isWoken = true;
    wake();
  };
  const sender = createSender(ctx, { ...options, onFree: rouse });
  let isStopped = false;
  let isRole = false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  async function pass(): Promise<void> {
    if (performance.now() - lookedAt > roleEveryMs) {
      isRole = await holdsSenderRole(ctx.db);
      lookedAt = performance.now();
      sender.closeIdle();
      if (isRole) await cancelOfEndpointsOff(ctx.db, ctx.now().toISOString(), cancelledAtOnce);
    }
    if (isRole) await sender.begin();
  }

  const relay = repeat(
    (signal) => (isRole ? relayEvents(relayCtx, signal).then((n) => n > 0 && rouse()) : Promise.resolve()),
    {
      everyMs,
      failure: 'events were not relayed',
    },
  );

  const sending = (async () => {
    while (!isStopped) {
      isWoken = false;
      await pass().catch((error: unknown) => {
        lookedAt = Number.NEGATIVE_INFINITY;
        isRole = false;
        if (!isStopped) logger.error({ err: error }, 'webhooks were not looked up');
      });
      if (isWoken || isStopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wake = () => {};
    }
  })();

  return {
    async stop() {
      isStopped = true;
      rouse();
      await Promise.all([relay.stop(), sending]);
      await sender.stop();
    },
  };
}
