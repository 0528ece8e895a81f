import { describe, expect, it } from 'vitest';
import { connectClient, order, startSandbox } from './testing';

describe('the sandbox without faults', () => {
  it('lists, sells, looks up and counts the money', async () => {
    const { client, bookOf } = await startSandbox();
    expect(await client.listProducts()).toMatchObject({
      unreadable: 0,
      products: [{ value: 'nettv coupon', amountPaisa: 200_000 }, {}],
    });
    const outcome = await client.pay({ ...order, phone: '+9779860848045', email: 'a@example.com' });
    const book = bookOf('ref-1');
    expect(book).toMatchObject({ booked: true, state: 'Success', posts: 1, amountPaisa: 200_000 });
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      pin: book?.pin,
      serial: book?.serial,
      supplierSaleId: '176925',
    });
    expect(await client.status('ref-1')).toMatchObject({
      kind: 'succeeded',
      supplierSaleId: '176925',
      amountPaisa: 200_000,
    });
    expect(await client.status('ref-2')).toMatchObject({ kind: 'invalid_reference' });
    const bulk = await client.bulkStatus(['ref-2', 'ref-1']);
    expect([...bulk].map(([reference, { kind }]) => [reference, kind])).toEqual([
      ['ref-2', 'invalid_reference'],
      ['ref-1', 'succeeded'],
    ]);
    expect(await client.balance()).toEqual({ kind: 'answered', availablePaisa: 999_800_000, consumedPaisa: 200_000 });
  });

  it.each([
    ['an unknown product', { value: 'other' }, 'khalti:1010'],
    ['a wrong amount', { amountPaisa: 199_999 }, 'khalti:1010'],
    ['a wrong phone', { phone: '+97712' }, 'khalti:1010'],
    ['no reference', { reference: '' }, 'khalti:1012'],
  ])('refuses %s and books nothing', async (_case, change, code) => {
    const { client, books } = await startSandbox();
    expect(await client.pay({ ...order, ...change })).toMatchObject({ kind: 'failed', code, alert: false });
    expect(books().filter(({ booked }) => booked)).toEqual([]);
  });

  it('refuses a strange token, an empty account, an empty shelf and maintenance', async () => {
    const sandbox = await startSandbox();
    const stranger = connectClient(sandbox.url, 10_000, 'TEST:other');
    expect(await stranger.pay(order)).toMatchObject({ kind: 'failed', code: 'khalti:1002', alert: true });
    sandbox.setAccount({ credit: 1_999.99 });
    expect(await sandbox.client.pay(order)).toMatchObject({ kind: 'failed', code: 'khalti:1016', alert: true });
    sandbox.setAccount({ credit: 10_000, maintenance: true });
    expect(await sandbox.client.pay(order)).toMatchObject({ kind: 'failed', code: 'khalti:1019' });
    sandbox.setAccount({ maintenance: false });
    sandbox.setProduct({ value: 'nettv coupon', stock: 1 });
    expect(await sandbox.client.pay(order)).toMatchObject({ kind: 'succeeded' });
    expect(await sandbox.client.pay({ ...order, reference: 'ref-2' })).toMatchObject({
      kind: 'failed',
      code: 'khalti:4000',
    });
    expect(await sandbox.client.listProducts()).toMatchObject({ products: [{ value: 'nettv weekend' }] });
  });

  it('books one reference once, and counts every POST', async () => {
    const { client, bookOf } = await startSandbox();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => client.pay(order)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['succeeded', ...Array(7).fill('unknown')]);
    expect(bookOf('ref-1')).toMatchObject({ booked: true, posts: 8 });
  });
});

describe('the controls over HTTP', () => {
  const send = (url: string, body: unknown, method = 'POST') =>
    fetch(url, method === 'POST' ? { method, body: JSON.stringify(body) } : { method });

  it('take faults, rules, products, account and ends, and show the books', async () => {
    const { client, url } = await startSandbox();
    await send(`${url}/sandbox/products`, { value: 'nettv year', amount: 250.5, stock: 3 });
    await send(`${url}/sandbox/account`, { credit: 5_000 });
    await send(`${url}/sandbox/faults`, { kind: 'processing' });
    await client.pay({ reference: 'A', value: 'nettv year', amountPaisa: 25_050 });
    expect(await (await send(`${url}/sandbox/settle`, { reference: 'A', state: 'Success' })).json()).toEqual({
      settled: true,
    });
    await send(`${url}/sandbox/rules`, { seed: 's', rules: [{ percent: 100, fault: { kind: 'maintenance' } }] });
    expect(await client.pay(order)).toMatchObject({ code: 'khalti:1019' });
    await send(`${url}/sandbox/faults`, undefined, 'DELETE');
    expect(await client.pay({ ...order, reference: 'B' })).toMatchObject({ kind: 'succeeded' });
    const { books } = (await (await fetch(`${url}/sandbox/books/`)).json()) as { books: Record<string, unknown>[] };
    expect(
      books.map(({ reference, booked, state, amount, posts }) => ({ reference, booked, state, amount, posts })),
    ).toEqual([
      { reference: 'A', booked: true, state: 'Success', amount: 250.5, posts: 1 },
      { reference: 'ref-1', booked: false, state: null, amount: 0, posts: 1 },
      { reference: 'B', booked: true, state: 'Success', amount: 2000, posts: 1 },
    ]);
    expect(books[0]?.pin).toMatch(/^[2-9A-Z]{16}$/);
    expect(await (await send(`${url}/sandbox/refund`, { reference: 'ref-1' })).json()).toEqual({ refunded: false });
    expect(await (await send(`${url}/sandbox/refund`, { reference: 'B' })).json()).toEqual({ refunded: true });
    expect(await client.status('B')).toMatchObject({ kind: 'succeeded', refundedPaisa: 200_000 });
  });

  it('say what is wrong with their input', async () => {
    const { url } = await startSandbox();
    const wrong = await send(`${url}/sandbox/faults`, { kind: 'earthquake' });
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('kind')]);
    expect((await fetch(`${url}/sandbox/faults`, { method: 'POST', body: '{' })).status).toBe(400);
    expect((await fetch(`${url}/api/other/`)).status).toBe(404);
  });
});

describe('recharge cards', () => {
  const card = { ...order, value: 'ntc-erc', method: 'ntc-erc' as const, amountPaisa: 50_000 };

  it('are bought by method and amount, and looked up like everything else', async () => {
    const { client, bookOf } = await startSandbox();
    const outcome = await client.pay({ ...card, phone: '+9779860848045' });
    const book = bookOf('ref-1');
    expect(book).toMatchObject({ booked: true, value: 'ntc-erc 500', amountPaisa: 50_000 });
    expect(outcome).toMatchObject({ kind: 'succeeded', pin: book?.pin, serial: book?.serial, costPaisa: 50_000 });
    expect(await client.status('ref-1')).toMatchObject({ kind: 'succeeded', amountPaisa: 50_000 });
    expect(await client.pay(card)).toMatchObject({ kind: 'unknown', reason: 'duplicate_reference' });
  });

  it('are refused for an amount that there is no card of, and are on no list', async () => {
    const { client, books } = await startSandbox();
    for (const wrong of [{ amountPaisa: 50_001 }, { method: 'smart-erc' as const }]) {
      expect(await client.pay({ ...card, ...wrong })).toMatchObject({ kind: 'failed', code: 'khalti:1010' });
    }
    expect(books().filter(({ booked }) => booked)).toEqual([]);
    expect(await client.listProducts()).toMatchObject({ products: [{}, {}] });
  });
});
