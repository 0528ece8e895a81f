import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { markSaleRefunded } from '@/lib/domain/sales/sales/mark-refunded';
import { enterSalePin } from '@/lib/domain/sales/sales/resolve-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { compareBooks } from './compare-books';
import type { TheirBook } from './schemas';
import { pointKhaltiAt, provideBooks } from './testing';

const { database, admin, seller, khalti, buy, lately, theirBooks } = provideBooks();
/** Failed ones, next to one that went well. */
async function insertMany(count: number): Promise<void> {
  await buy();
  await database.sql`insert into sales (reference, seller_id, product_id, supplier, supplier_reference, amount_paisa,
      state, failure_code, failure_reason, settled_at)
    select 'many-' || n, s.seller_id, s.product_id, 'khalti', 'many-' || n, 100, 'failed', '4000', 'no', now()
    from generate_series(1, ${count}::int) n, sales s`;
}
const compare = () => compareBooks(admin, lately());
const shown = async () => (await compare()).differences.map(({ saleId, ours, theirs }) => [saleId, ours, theirs]);

describe('the books of both', () => {
  it('agree after sales that went well and one that failed', async () => {
    await buy();
    await buy();
    khalti.fault({ kind: 'out-of-stock' });
    await buy();
    expect(await compare()).toEqual({ compared: 3, differences: [] });
  });

  it('differ where it is paid there and open here', async () => {
    khalti.fault({ kind: 'cut-after-booking' });
    const { id } = await buy();
    expect(await shown()).toEqual([[id, 'unknown', 'succeeded']]);
  });

  it('differ where it is paid there and failed here', async () => {
    const { id } = await buy();
    await database.sql`update sales set state = 'failed', failure_code = '4000', pin_sealed = null, pin_last_four = null
      where id = ${id}`;
    expect(await shown()).toEqual([[id, 'failed', 'succeeded']]);
  });

  it('differ where it is sold here and unknown there, or at another price', async () => {
    const [strange, dear] = [await buy(), await buy()];
    await database.sql`update sales set supplier_reference = ${randomUUID()} where id = ${strange.id}`;
    await database.sql`update sales set amount_paisa = amount_paisa + 1 where id = ${dear.id}`;
    expect(await shown()).toEqual([
      [strange.id, 'succeeded', 'invalid_reference'],
      [dear.id, 'succeeded', 'succeeded'],
    ]);
  });

  it('differ where it is refunded here and Success there, until Khalti gave it back', async () => {
    khalti.fault({ kind: 'no-pin' });
    const { id, reference } = await buy();
    await markSaleRefunded(admin, { saleId: id, reason: 'Ticket 88', evidence: 'None, a mistake' });
    const { differences } = await compare();
    expect(differences).toMatchObject([{ saleId: id, ours: 'refunded', theirs: 'succeeded' }]);
    expect(differences[0]?.meaning).toContain('which gave nothing back');
    khalti.refund(reference);
    expect(await compare()).toEqual({ compared: 1, differences: [] });
  });

  it('differ where it was given back there and is sold here', async () => {
    const { id, reference } = await buy();
    khalti.refund(reference);
    const { differences } = await compareBooks(admin, { ...lately(), books: theirBooks() });
    expect(differences).toMatchObject([{ saleId: id, ours: 'succeeded', theirs: 'succeeded' }]);
  });

  it('differ where the PIN that was entered is not theirs, and agree where it is', async () => {
    khalti.fault([{ kind: 'no-pin' }, { kind: 'no-pin' }]);
    const [right, wrong] = [await buy(), await buy()];
    const otherThan = (pin: string) => `${pin.startsWith('X') ? 'Y' : 'X'}${pin.slice(1)}`;
    const pinOf = (reference: string) => khalti.bookOf(reference)?.pin ?? '';
    await enterSalePin(admin, { saleId: right.id, pin: pinOf(right.reference), reason: 'Ticket 1' });
    await enterSalePin(admin, { saleId: wrong.id, pin: otherThan(pinOf(wrong.reference)), reason: 'Ticket 2' });
    const { differences } = await compareBooks(admin, { ...lately(), books: theirBooks() });
    expect(differences).toEqual([
      {
        kind: 'pin',
        reference: wrong.reference,
        saleId: wrong.id,
        ours: 'succeeded',
        theirs: 'succeeded',
        oursPaisa: 10_000,
        theirsPaisa: 10_000,
        meaning: 'The PIN here is not the one that Khalti booked: correct it.',
      },
    ]);
  });

  it('are not said to agree while Khalti does not answer', async () => {
    const { id } = await buy();
    khalti.fault({ call: 'bulk', kind: 'html', status: 502 });
    expect(await shown()).toEqual([[id, 'succeeded', 'unanswered']]);
  });

  it('are not said to differ in a sale that is under way, or that got its outcome while Khalti was asked', async () => {
    khalti.fault({ kind: 'cut-after-booking' });
    const [underWay, changed] = [await buy(), await buy()];
    await database.sql`update sales set state = 'pending', next_look_up_at = null where id = ${underWay.id}`;
    await database.sql`update sales set amount_paisa = amount_paisa + 1 where id = ${changed.id}`;
    expect(await shown()).toEqual([[changed.id, 'succeeded', 'succeeded']]);
    const between = createServer((request, response) => {
      void database.sql`update sales set amount_paisa = amount_paisa - 1 where id = ${changed.id}`
        .then(() => fetch(new URL(request.url ?? '', khalti.url)))
        .then(async (answer) => response.setHeader('content-type', 'application/json').end(await answer.text()));
    });
    await once(between.listen(0, '127.0.0.1'), 'listening');
    pointKhaltiAt({ url: `http://127.0.0.1:${(between.address() as AddressInfo).port}`, token: khalti.token });
    expect(await compare()).toEqual({ compared: 2, differences: [] });
    between.close();
  });

  it('are not asked about any more once Khalti has not answered three times in a row', async () => {
    await insertMany(450);
    pointKhaltiAt({ url: 'http://127.0.0.1:9', token: khalti.token });
    const { compared, differences } = await compare();
    expect([compared, differences.length, new Set(differences.map(({ kind }) => kind))]).toEqual([
      451,
      451,
      new Set(['unanswered']),
    ]);
    const calls = await database.sql`select from supplier_calls where kind = 'bulk_status' and outcome = 'unreachable'`;
    expect(calls).toHaveLength(3);
  });

  it('are compared by the hundred, and only those of the span', async () => {
    await insertMany(250);
    expect(await compare()).toEqual({ compared: 251, differences: [] });
    const before = { from: new Date(0), until: lately().from };
    expect(await compareBooks(admin, before)).toEqual({ compared: 0, differences: [] });
  });

  it('given whole, also show what was bought there and is unknown here', async () => {
    const { reference } = await buy();
    const book = (of: string, kind: TheirBook['kind']) => ({ reference: of, kind, amountPaisa: 10_000 });
    const books = [book(reference, 'succeeded'), book('stranger', 'succeeded'), book('refused', 'invalid_reference')];
    const { differences } = await compareBooks(admin, { ...lately(), books });
    expect(differences).toMatchObject([{ reference: 'stranger', saleId: null }]);
    const older = await compareBooks(admin, { from: new Date(0), until: lately().from, books });
    expect(older.differences.map((difference) => difference.reference)).toEqual(['stranger']);
  });
});

it('they are compared neither by support, nor by a viewer, nor by a key, nor without Khalti', async () => {
  for (const ctx of [
    seller,
    await makeUserContext(database.db, 'viewer'),
    await makeKeyContext(database.db, ['nettv:sell', 'coupons:write']),
  ]) {
    await expect(compareBooks(ctx, lately())).rejects.toMatchObject({ code: 'forbidden' });
  }
  await buy();
  await khalti.close();
  await expect(compare()).rejects.toMatchObject({ reason: 'not_connected' });
});
