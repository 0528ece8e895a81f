import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';
import { encryptSecret, generateSecret } from '@/lib/platform/webhooks/encrypt-secret';
import { openBench } from './open-bench';
import type { Behaviour, Received } from './webhook-receivers';

/**
 * `node --import tsx bench/webhooks.ts [seconds]`: messages to endpoints that are healthy, alone and with three that hang,
 * fail and redirect, next to a bare undici loop of as many clients to the same receiver in the same run. Receiver, sender and
 * database share this machine.
 */
const seconds = Number(process.argv[2] ?? 10);
const waiting = seconds * 8000;
const many = 8;
const bad: Behaviour[] = ['hang', 'fail', 'redirect'];

const bench = await openBench();
const { sql } = bench;
process.env.WEBHOOK_ALLOW_PRIVATE = 'true';
let failed = false;

try {
  const receivers = bench.start('webhook-receivers.ts');
  const [ports] = (await once(receivers, 'message')) as [number[]];
  const portOf = { healthy: ports[0] ?? 0, hang: ports[1] ?? 0, fail: ports[2] ?? 0, redirect: ports[3] ?? 0 };
  const count = async (): Promise<Received> => {
    receivers.send('count');
    return ((await once(receivers, 'message')) as [Received])[0];
  };

  /** What is waiting for these endpoints is sent for `seconds` by workers of their own. */
  async function drain(healthy: number, others: Behaviour[]): Promise<Received> {
    await reset();
    for (let n = 0; n < healthy; n += 1) await addEndpoint(portOf.healthy, `/${n}`);
    for (const behaviour of others) await addEndpoint(portOf[behaviour], '/');
    await fill(Math.ceil(waiting / healthy));
    const worker = await work();
    await count();
    await pause(seconds * 1000);
    const received = await count();
    await end(worker);
    return received;
  }

  /** 300 events a second, as they happen. */
  async function trickle(others: Behaviour[]): Promise<Received> {
    await reset();
    await addEndpoint(portOf.healthy, '/0');
    for (const behaviour of others) await addEndpoint(portOf[behaviour], '/');
    const worker = await work();
    await count();
    const began = performance.now();
    for (let made = 0; made < seconds * 300; ) {
      const due = Math.min(seconds * 300, Math.floor(((performance.now() - began) / 1000) * 300));
      if (due > made) await fill(due - made, made);
      made = Math.max(made, due);
      await pause(20);
    }
    await pause(3000);
    const received = await count();
    await end(worker);
    return received;
  }

  console.log(`Webhooks to receivers on this machine; ${seconds} s each`);
  for (const healthy of [1, many]) {
    const bare = await bareLoop(portOf.healthy, healthy);
    await count();
    console.log(`      ${String(healthy).padStart(2)} bare loop(s)${rate(bare)}`);
    for (const others of [[], bad]) {
      const { count: sent, outOfOrder } = await drain(healthy, others);
      const company = others.length > 0 ? `, next to ${others.join(', ')}` : '';
      const ratio = sent / seconds / bare;
      console.log(
        `      ${String(healthy).padStart(2)} healthy endpoint(s)${company}${rate(sent / seconds)}   ${ratio.toFixed(2)} times`,
      );
      expectAim(sent / seconds >= 1000, `${(sent / seconds).toFixed(0)}/s`, 'at least 1,000');
      expectAim(ratio >= 0.5, `${ratio.toFixed(2)} times`, 'at least 0.5');
      expectAim(outOfOrder === 0, `${outOfOrder} out of order`, 'none');
    }
  }
  for (const others of [[], bad]) {
    const { count: sent, p50, p95, p99 } = await trickle(others);
    const company = others.length > 0 ? `, next to ${others.join(', ')}` : '';
    console.log(
      `      300 events a second${company}: ${sent} of ${seconds * 300} sent, delay p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`,
    );
    expectAim(sent >= seconds * 300 && p95 < 2000, `p95 ${p95} ms`, 'under 2000, and none missing');
  }
} finally {
  await bench.close();
}
process.exitCode = failed ? 1 : 0;

function pause(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function work(): Promise<ChildProcess> {
  const worker = bench.start('work.ts');
  await once(worker, 'message');
  return worker;
}

async function end(worker: ChildProcess): Promise<void> {
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

async function reset(): Promise<void> {
  await sql`truncate webhook_deliveries, webhook_events, webhook_endpoints restart identity cascade`;
}

async function addEndpoint(port: number, path: string): Promise<void> {
  const [next] = await sql<{ id: number }[]>`select nextval('webhook_endpoints_id_seq')::int as id`;
  const id = next?.id ?? 0;
  const { sealed, sealingKeyId } = encryptSecret(generateSecret(), id);
  await sql`insert into webhook_endpoints (id, url, event_types, secret_sealed, secret_sealing_key_id)
    overriding system value
    values (${id}, ${`http://127.0.0.1:${port}${path}`}, array['coupon.redeemed'], ${sealed}, ${sealingKeyId})`;
}

/** Events as a redeem writes them, each for every endpoint. */
async function fill(events: number, from = 0): Promise<void> {
  await sql`insert into webhook_events (type, created_at, data)
    select 'coupon.redeemed', clock_timestamp(), jsonb_build_object('redemption_id', n, 'coupon_id', 1, 'code_id', null,
      'user_id', 'user-' || n, 'tvod_price_id', null, 'subscription_id', null, 'redeemed_at', '2026-01-01T00:00:00.000Z')
    from generate_series(${from + 1}::int, ${from + events}::int) n`;
}

/** What the machine does: clients that send the same message, each the next one once the last was answered. */
async function bareLoop(port: number, clients: number): Promise<number> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: clients });
  const data = { redemption_id: 1, coupon_id: 1, code_id: null, user_id: 'user-1', tvod_price_id: null };
  const body = JSON.stringify({ type: 'coupon.redeemed', timestamp: new Date().toISOString(), data });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': `msg_${'0'.repeat(32)}`,
    'webhook-timestamp': '1700000000',
    'webhook-signature': `v1,${'A'.repeat(44)}`,
  };
  let sent = 0;
  const until = performance.now() + seconds * 1000;
  const loop = async () => {
    while (performance.now() < until) {
      const answer = await pool.request({ method: 'POST', path: '/', headers, body });
      await answer.body.dump();
      sent += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, loop));
  await pool.close();
  return sent / seconds;
}

function rate(perSecond: number): string {
  return ` ${perSecond.toFixed(0)}/s`;
}

function expectAim(holds: boolean, figure: string, aim: string): void {
  failed ||= !holds;
  console.log(`${holds ? 'ok   ' : 'UNDER'}   ${figure}, aim ${aim}`);
}
