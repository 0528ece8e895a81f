import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openServed, type Served } from '@/lib/api/testing';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { generateSecret } from '@/lib/platform/webhooks/encrypt-secret';
import { relayEvents } from '@/lib/platform/webhooks/relay-events';
import { startWebhookReceiver, type WebhookReceiver } from '@/test/fakes/webhook-receiver';
import { type ForwardOptions, forwardEvents } from './forward-events';

const secret = generateSecret();
let served: Served;
let receiver: WebhookReceiver;
let key: Awaited<ReturnType<typeof makeKeyContext>>;
let last: string | undefined;
let said: string[];

beforeAll(async () => {
  [served, receiver] = await Promise.all([openServed(), startWebhookReceiver()]);
  key = await makeKeyContext(served.db, ['redemptions:read', 'redemptions:write', 'events:read']);
});
beforeEach(() => {
  last = undefined;
  said = [];
  receiver.answers(204);
  receiver.requests.length = 0;
});
afterAll(() => Promise.all([served.close(), receiver.close()]));

async function happen(user: string): Promise<number> {
  const { code } = await makeCoupon(served.db);
  const { id } = await redeem(key, { code, user: { id: user } });
  await relayEvents(systemContext(served.db, 'test'));
  return id;
}

function start(more: Partial<ForwardOptions> = {}) {
  const stopping = new AbortController();
  const done = forwardEvents({
    desk: `http://127.0.0.1:${served.port}/`,
    key: key.key,
    to: `${receiver.url}/in`,
    secret,
    cursor: {
      read: () => last,
      write: (id) => {
        last = id;
      },
    },
    since: new Date(0),
    signal: stopping.signal,
    say: (line) => said.push(line),
    pauseMs: 5,
    ...more,
  });
  return {
    done,
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}
const received = () => receiver.requests.map((request) => receiver.verify(request, secret));

it('sends each event on, signed as a webhook is, and goes on where it stopped', async () => {
  const one = await happen('a');
  const first = start();
  await expect.poll(() => receiver.requests.length).toBe(1);
  const two = await happen('b');
  await expect.poll(() => receiver.requests.length).toBe(2);
  await expect.poll(() => last).toBe(received()[1]?.id);
  await first.stop();
  const three = await happen('c');
  const second = start();
  await expect.poll(() => receiver.requests.length).toBe(3);
  await second.stop();
  expect(received().map(({ type, data }) => [type, data.redemption_id])).toEqual(
    [one, two, three].map((id) => ['coupon.redeemed', id]),
  );
});

it('sends an event again until it is taken, before the next one', async () => {
  const since = new Date();
  receiver.answers(500);
  const [one, two] = [await happen('d'), await happen('e')];
  const running = start({ since });
  await expect.poll(() => receiver.requests.length).toBeGreaterThan(1);
  expect(last).toBeUndefined();
  receiver.answers(200);
  await expect.poll(() => received().at(-1)?.data.redemption_id).toBe(two);
  await running.stop();
  expect(
    new Set(
      received()
        .slice(0, -1)
        .map(({ data }) => data.redemption_id),
    ),
  ).toEqual(new Set([one]));
  expect(said[0]).toContain('answered 500');
});

it('goes on with the oldest event that is kept where the one it stopped at is not', async () => {
  const one = await happen('f');
  last = `msg_${'0'.repeat(32)}`;
  const running = start();
  await expect.poll(() => received().at(-1)?.data.redemption_id).toBe(one);
  await running.stop();
  expect(said[0]).toContain('not kept any more');
});

it('says which desk cannot be reached, and ends where what answers is none', async () => {
  const away = start({ desk: 'http://127.0.0.1:9' });
  await expect.poll(() => said[0]).toMatch(/^http:\/\/127\.0\.0\.1:9 could not be reached/);
  await away.stop();
  await expect(start({ desk: receiver.url }).done).rejects.toThrow('no Coupon Desk');
});

it('ends when the desk refuses the key', async () => {
  await expect(start({ key: 'cdk_unknown' }).done).rejects.toThrow('401');
  expect(receiver.requests).toEqual([]);
});
