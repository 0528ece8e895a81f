import { describe, expect, it } from 'vitest';
import { type FaultInput, magicPhones } from './faults';
import { connectClient, order, startSandbox } from './testing';

describe('a fault of a payment', () => {
  const unknown = (reason: string, contradiction = false) => ({ kind: 'unknown', reason, contradiction });
  const failed = (code: string) => ({ kind: 'failed', code: `khalti:${code}` });
  it.each<[FaultInput, object, boolean, string]>([
    [{ kind: 'delay', delayMs: 30 }, { kind: 'succeeded' }, true, 'succeeded'],
    [{ kind: 'delay-before-booking', delayMs: 30 }, { kind: 'succeeded' }, true, 'succeeded'],
    [{ kind: 'hang' }, unknown('timed_out'), true, 'succeeded'],
    [{ kind: 'hang', books: false }, unknown('timed_out'), false, 'invalid_reference'],
    [{ kind: 'cut-before-booking' }, unknown('cut'), false, 'invalid_reference'],
    [{ kind: 'cut-after-booking' }, unknown('cut'), true, 'succeeded'],
    [{ kind: 'cut-mid-answer' }, unknown('cut'), true, 'succeeded'],
    [{ kind: 'server-error' }, unknown('supplier_error'), false, 'invalid_reference'],
    [{ kind: 'server-error', status: 503, books: true }, unknown('supplier_error'), true, 'succeeded'],
    [{ kind: 'html', status: 502 }, unknown('supplier_error'), false, 'invalid_reference'],
    [{ kind: 'html', status: 200, books: true }, unknown('unreadable'), true, 'succeeded'],
    [{ kind: 'html', status: 404 }, failed('http_404'), false, 'invalid_reference'],
    [{ kind: 'truncated-json' }, unknown('unreadable'), true, 'succeeded'],
    [{ kind: 'oversized' }, unknown('unreadable'), true, 'succeeded'],
    [{ kind: 'redirect' }, unknown('unexpected_status'), false, 'invalid_reference'],
    [{ kind: 'processing' }, unknown('processing'), false, 'processing'],
    [{ kind: 'processing', lookUps: 0 }, unknown('processing'), false, 'succeeded'],
    [{ kind: 'processing', lookUps: 0, endsAs: 'Failed' }, unknown('processing'), false, 'failed'],
    [{ kind: 'state', state: 'Queued', books: true }, unknown('processing'), true, 'succeeded'],
    [{ kind: 'state', state: 'Failed' }, failed('state_failed'), false, 'failed'],
    [{ kind: 'state' }, unknown('unknown_state'), false, 'invalid_reference'],
    [{ kind: 'refuse', code: '1021' }, unknown('supplier_error'), false, 'invalid_reference'],
    [{ kind: 'refuse', code: '1020' }, failed('1020'), false, 'invalid_reference'],
    [{ kind: 'duplicate-reference' }, unknown('duplicate_reference'), true, 'succeeded'],
    [{ kind: 'no-pin' }, { kind: 'pin_missing' }, true, 'succeeded'],
    [{ kind: 'contradiction' }, unknown('contradiction', true), true, 'succeeded'],
    [{ kind: 'wrong-types' }, unknown('unreadable'), true, 'succeeded'],
    [{ kind: 'float-noise' }, { kind: 'succeeded' }, true, 'succeeded'],
    [{ kind: 'maintenance' }, failed('1019'), false, 'invalid_reference'],
    [{ kind: 'insufficient-credits' }, failed('1016'), false, 'invalid_reference'],
    [{ kind: 'out-of-stock' }, failed('4000'), false, 'invalid_reference'],
    [{ kind: 'price-change' }, failed('1010'), false, 'invalid_reference'],
    [{ kind: 'product-withdrawn' }, failed('1010'), false, 'invalid_reference'],
  ])('%j', async (fault, outcome, booked, lookUp) => {
    const { client, bookOf, ...sandbox } = await startSandbox();
    sandbox.fault(fault);
    const payer = fault.kind === 'hang' ? connectClient(sandbox.url, 1_000) : client;
    expect(await payer.pay(order)).toMatchObject(outcome);
    const book = bookOf('ref-1');
    expect([book?.booked, book?.posts, book?.faults]).toEqual([booked, 1, [fault.kind]]);
    expect((await client.status('ref-1')).kind).toBe(lookUp);
    expect((await client.pay({ ...order, reference: 'ref-2' })).kind).toMatch(/succeeded|failed/);
  });

  it('processes first and succeeds later, for single and bulk look-ups alike', async () => {
    const { client, ...sandbox } = await startSandbox();
    sandbox.fault([
      { kind: 'processing', lookUps: 2 },
      { kind: 'processing', lookUps: 9 },
    ]);
    await client.pay(order);
    await client.pay({ ...order, reference: 'ref-2' });
    expect((await client.status('ref-1')).kind).toBe('processing');
    expect((await client.bulkStatus(['ref-1', 'ref-2'])).get('ref-1')?.kind).toBe('processing');
    expect((await client.bulkStatus(['ref-1', 'ref-2'])).get('ref-1')?.kind).toBe('succeeded');
    expect([sandbox.settle('ref-2', 'Failed'), sandbox.settle('ref-2', 'Success')]).toEqual([true, false]);
    expect((await client.status('ref-2')).kind).toBe('failed');
  });

  it('may book after it said that it does not know the reference', async () => {
    const sandbox = await startSandbox();
    sandbox.fault({ kind: 'delay-before-booking', delayMs: 400 });
    const impatient = connectClient(sandbox.url, 100);
    const paying = impatient.pay(order);
    await expect.poll(() => sandbox.bookOf('ref-1')?.posts).toBe(1);
    expect((await sandbox.client.status('ref-1')).kind).toBe('invalid_reference');
    expect(await paying).toMatchObject({ kind: 'unknown' });
    await expect.poll(() => sandbox.bookOf('ref-1')?.booked).toBe(true);
    expect((await sandbox.client.status('ref-1')).kind).toBe('succeeded');
  });

  it('comes with the phone number of a customer', async () => {
    const { client, bookOf } = await startSandbox();
    const phones = [...magicPhones].filter(([, fault]) => fault.kind === 'no-pin').map(([phone]) => `+977${phone}`);
    expect(await client.pay({ ...order, phone: phones[0] ?? null })).toMatchObject({ kind: 'pin_missing' });
    expect(bookOf('ref-1')?.faults).toEqual(['no-pin']);
  });

  it('falls on the same references for the same seed, in its share', async () => {
    const references = Array.from({ length: 200 }, (_, index) => `ref-${index}`);
    const run = async (shuffled: string[]) => {
      const { client, books, rules } = await startSandbox();
      const half = { percent: 15, fault: { kind: 'cut-after-booking' } } as const;
      rules({ seed: 42, rules: [half, { percent: 10, fault: { kind: 'no-pin' } }] });
      await Promise.all(shuffled.map((reference) => client.pay({ ...order, reference })));
      return Object.fromEntries(books().map(({ reference, faults }) => [reference, faults[0] ?? 'none']));
    };
    const first = await run(references);
    expect(await run(references.toReversed())).toEqual(first);
    const share = Object.values(first).filter((fault) => fault !== 'none').length;
    expect(share).toBeGreaterThan(25);
    expect(share).toBeLessThan(80);
  });
});

describe('a fault of the other calls', () => {
  it.each<[FaultInput, object]>([
    [
      { kind: 'cut-after-booking', call: 'status' },
      { kind: 'unanswered', reason: 'cut' },
    ],
    [
      { kind: 'truncated-json', call: 'status' },
      { kind: 'unanswered', reason: 'unreadable' },
    ],
    [
      { kind: 'wrong-types', call: 'status' },
      { kind: 'unanswered', reason: 'unreadable' },
    ],
    [
      { kind: 'state', state: 'Expired', call: 'status' },
      { kind: 'unanswered', reason: 'contradiction' },
    ],
    [
      { kind: 'contradiction', call: 'status' },
      { kind: 'unanswered', reason: 'contradiction', contradiction: true },
    ],
    [
      { kind: 'refuse', code: '1002', call: 'status' },
      { kind: 'unanswered', code: 'khalti:1002', alert: true },
    ],
    [
      { kind: 'float-noise', call: 'status' },
      { kind: 'succeeded', amountPaisa: 200_000 },
    ],
  ])('look-up: %j', async (fault, outcome) => {
    const { client, ...sandbox } = await startSandbox();
    await client.pay(order);
    sandbox.fault(fault);
    expect(await client.status('ref-1')).toMatchObject(outcome);
    expect(await client.status('ref-1')).toMatchObject({ kind: 'succeeded' });
  });

  it('reads a balance and a list through float noise, and not from wrong types', async () => {
    const { client, ...sandbox } = await startSandbox();
    sandbox.fault([
      { kind: 'float-noise', call: 'balance' },
      { kind: 'wrong-types', call: 'balance' },
    ]);
    sandbox.fault([
      { kind: 'float-noise', call: 'products' },
      { kind: 'wrong-types', call: 'products' },
    ]);
    sandbox.fault({ kind: 'wrong-types', call: 'bulk' });
    expect(await client.balance()).toMatchObject({ availablePaisa: 1_000_000_000 });
    expect(await client.balance()).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
    expect(await client.listProducts()).toMatchObject({
      unreadable: 0,
      products: [{ amountPaisa: 200_000 }, { amountPaisa: 14_950 }],
    });
    expect(await client.listProducts()).toMatchObject({ kind: 'unanswered', reason: 'unreadable' });
    expect((await client.bulkStatus(['a'])).get('a')).toMatchObject({ kind: 'unanswered' });
  });

  it('meets only the reference it is meant for', async () => {
    const { client, ...sandbox } = await startSandbox();
    sandbox.fault({ kind: 'no-pin', reference: 'ref-2', times: 1 });
    expect((await client.pay(order)).kind).toBe('succeeded');
    expect((await client.pay({ ...order, reference: 'ref-2' })).kind).toBe('pin_missing');
  });
});
