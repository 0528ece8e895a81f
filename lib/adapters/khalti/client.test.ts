import { describe, expect, it, onTestFinished } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { findKhaltiClient, largestBulk } from './client';
import { makeClient, ok, order, startRaw, success, token } from './testing';

describe('what is sent', () => {
  it('pays with one POST in the shape of the contract', async () => {
    const server = await startRaw((_request, socket) => socket.write(ok(success)));
    const outcome = await makeClient(server.url).pay({ ...order, phone: '+9779860848045', email: 'a@example.com' });
    expect(outcome).toMatchObject({ kind: 'succeeded', pin: 'K3Q', serial: 'S1', supplierSaleId: '7' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.head).toMatch(/^POST \/api\/use\/nettv-coupon\/ HTTP\/1\.1\r\n/);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      token,
      reference: 'ref-1',
      value: 'nettv coupon',
      amount: 149.5,
      phone_number: 9860848045,
      email: 'a@example.com',
    });
  });

  it('asks for the rest with GET, the token in the query, under the path of the base URL', async () => {
    const server = await startRaw((_request, socket) => socket.write(ok({})));
    const client = makeClient(`${server.url}/upstream/`);
    await client.status('ref-1');
    await client.bulkStatus(['A', 'B']);
    await client.listProducts();
    await client.balance();
    const secret = encodeURIComponent(token);
    expect(server.received.map(({ head }) => decodeURIComponent(head.split(' HTTP')[0] ?? ''))).toEqual(
      [
        `GET /upstream/api/service/status/?token=${secret}&reference=ref-1`,
        `GET /upstream/api/service/bulk/status/?token=${secret}&references=A,B&reference_length=2`,
        `GET /upstream/api/products/nettv-coupon/?token=${secret}`,
        `GET /upstream/api/balance/?token=${secret}`,
      ].map(decodeURIComponent),
    );
  });

  it('asks for no more than a hundred references, and for none without a request', async () => {
    const server = await startRaw((_request, socket) => socket.write(ok({})));
    const client = makeClient(server.url);
    await expect(client.bulkStatus(Array(largestBulk + 1).fill('A'))).rejects.toThrow(RangeError);
    expect(await client.bulkStatus([])).toEqual(new Map());
    expect(server.received).toHaveLength(0);
  });

  it('is set by the environment, and is null without it', async () => {
    const server = await startRaw((_request, socket) => socket.write(ok({ credits_available: 777099.369900001 })));
    const before = { ...process.env };
    onTestFinished(() => {
      process.env = before;
      resetEnv();
    });
    process.env.DATABASE_URL ??= 'postgres://localhost/none';
    process.env.KHALTI_BASE_URL = '';
    resetEnv();
    expect(findKhaltiClient()).toBeNull();
    Object.assign(process.env, { KHALTI_BASE_URL: server.url, KHALTI_TOKEN: token });
    resetEnv();
    const client = findKhaltiClient();
    onTestFinished(() => client?.close());
    expect(findKhaltiClient()).toBe(client);
    const balance = { kind: 'answered', availablePaisa: 77_709_937, consumedPaisa: null };
    expect(await client?.balance()).toEqual(balance);
  });
});

describe('lists', () => {
  it('reads products and counts what it cannot read', async () => {
    const good = { idx: 'RFpPdchinv5moidep6PcA9', name: 'nettv coupon', value: 'nettv coupon', amount: 2000 };
    const bad = [{ ...good, amount: -1 }, { ...good, idx: 5 }, { ...good, amount: 'free' }, null];
    const server = await startRaw((_request, socket) => socket.write(ok({ status: true, data: [good, ...bad] })));
    const { amount: _amount, ...product } = good;
    expect(await makeClient(server.url).listProducts()).toEqual({
      kind: 'answered',
      products: [{ ...product, amountPaisa: 200_000 }],
      unreadable: 4,
    });
  });

  it.each([
    [
      { credits_consumed: 1200.0, credits_available: -0.5 },
      { kind: 'answered', availablePaisa: -50, consumedPaisa: 120_000 },
    ],
    [
      { credits_consumed: 'x', credits_available: '8800.00' },
      { kind: 'answered', availablePaisa: 880_000, consumedPaisa: null },
    ],
    [{ credits_available: null }, { kind: 'unanswered', reason: 'unreadable' }],
  ])('reads the balance %j', async (body, balance) => {
    const server = await startRaw((_request, socket) => socket.write(ok(body)));
    expect(await makeClient(server.url).balance()).toMatchObject(balance);
  });
});
