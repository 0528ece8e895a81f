import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDatabase } from '@/db/client';
import { webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { startWebhookReceiver, type WebhookReceiver } from '@/test/fakes/webhook-receiver';
import { prepared } from '@/test/prepared';
import { startWebhooks } from './start-webhooks';
import { deleteEndpoint } from './switch-endpoint';
import { deliveriesOf, makeEndpoint, saleData } from './testing';

const test = openTestDatabase({ max: 8 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let receivers: [WebhookReceiver, WebhookReceiver];
const endpoints: { id: number }[] = [];

beforeAll(async () => {
  receivers = [await startWebhookReceiver(), await startWebhookReceiver()];
});
afterAll(() => Promise.all(receivers.map((receiver) => receiver.close())));
beforeEach(() => {
  vi.stubEnv('WEBHOOK_ALLOW_PRIVATE', 'true');
  resetEnv();
});
afterEach(async () => {
  for (const endpoint of endpoints.splice(0)) await deleteEndpoint(admin, endpoint);
  for (const receiver of receivers) {
    receiver.clearFaults();
    receiver.answers(204);
    receiver.requests.length = 0;
  }
  vi.unstubAllEnvs();
  resetEnv();
});

async function listen(receiver: WebhookReceiver) {
  const made = await makeEndpoint(admin, { url: receiver.url });
  endpoints.push(made);
  return made;
}

/** As statements write them, numbered from 1. */
async function happen(count: number): Promise<void> {
  await test.sql`insert into webhook_events (type, data, position)
    select 'sale.succeeded', ${JSON.stringify(saleData)}::text::jsonb || jsonb_build_object('sale_id', n), nextval('webhook_event_positions')
    from generate_series(1, ${count}::int) n`;
}

/** The workers of one process. */
function work(options = {}) {
  const own = createDatabase(test.url, { max: 1, socket: process.env.DATABASE_SOCKET || undefined });
  const started = startWebhooks(systemContext(own.db, 'test'), systemContext(test.db, 'test'), {
    everyMs: 5,
    ...options,
  });
  const stop = async () => {
    await started.stop();
    await own.close();
  };
  onTestFinished(stop);
  return { stop };
}

const numbersOf = ({ requests }: WebhookReceiver) =>
  requests.map(({ body }) => JSON.parse(body).data.sale_id as number);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const counted = async (id: number, state: string) =>
  (await deliveriesOf(test.db, id)).filter((delivery) => delivery.state === state).length;

describe('messages', () => {
  it('come in the order in which they happened, each once, however many processes run', async () => {
    const [receiver] = receivers;
    const { id } = await listen(receiver);
    await happen(300);
    for (let n = 0; n < 3; n += 1) work();
    await happen(300);
    await expect.poll(() => counted(id, 'delivered')).toBe(600);
    expect(numbersOf(receiver)).toEqual([...upTo(300), ...upTo(300)]);
  });

  it('are not held up by an endpoint that does not answer, or by one with a long backlog', async () => {
    const [quick, stuck] = receivers;
    const hanging = await listen(stuck);
    stuck.fault({ kind: 'hang' }, 1000);
    await happen(2000);
    work();
    await expect.poll(() => stuck.requests.length).toBe(1);
    await expect.poll(() => counted(hanging.id, 'pending')).toBe(2000);
    const { id } = await listen(quick);
    await happen(50);
    await expect.poll(() => counted(id, 'delivered')).toBe(50);
    expect(stuck.requests).toHaveLength(1);
    expect(await counted(hanging.id, 'pending')).toBe(2050);
  });

  it('that a process which is killed had sent are sent again, and none is lost or overtaken', async () => {
    const [receiver] = receivers;
    const { id } = await listen(receiver);
    await happen(500);
    const start = () => {
      const script = `
        const { createDatabase } = await import('./db/client.ts');
        const { systemContext } = await import('./lib/platform/context/context.ts');
        const { startWebhooks } = await import('./lib/platform/webhooks/start-webhooks.ts');
        const open = () => createDatabase(process.env.DATABASE_URL, { max: 1, socket: process.env.DATABASE_SOCKET }).db;
        startWebhooks(systemContext(open(), 'test'), systemContext(open(), 'test'), { everyMs: 20 });`;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: 'inherit',
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    const first = start();
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(100);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const before = receiver.requests.length;
    expect(before).toBeLessThan(500);
    start();
    await expect.poll(() => counted(id, 'delivered')).toBe(500);
    expect([...new Set(numbersOf(receiver))]).toEqual(upTo(500));
    expect(receiver.requests.length).toBeGreaterThanOrEqual(500);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(500);
  });
});

it('relays what the version before wrote, without a place in the order', async () => {
  const [receiver] = receivers;
  const { id } = await listen(receiver);
  await test.db.insert(webhookEvents).values({ type: 'sale.succeeded', data: { ...saleData } });
  work();
  await expect.poll(() => counted(id, 'delivered')).toBe(1);
});
