import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idempotencyKeys } from '@/db/schema/integrators';
import { openTestDatabase } from '@/db/testing';
import { updateRetention } from '@/lib/domain/access/security/update-retention';
import { addCustomerNote } from '@/lib/domain/sales/customers/add-customer-note';
import { loseOutcome, makeCustomerSale } from '@/lib/domain/sales/customers/testing';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { type Retention, readRetention } from '@/lib/platform/settings/retention';
import { prepared } from '@/test/prepared';
import { applyRetention } from './apply-retention';

const test = openTestDatabase({ max: 8 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const seller = prepared(() => makeUserContext(test.db, 'support'));
let stock: Awaited<ReturnType<typeof makeStock>>;
let usual: Retention;

beforeAll(async () => {
  stock = await makeStock(test.db, 120);
  usual = await readRetention(test.db);
});
beforeEach(async () => {
  await updateRetention(admin, usual);
});

const apply = () => applyRetention(systemContext(test.db, 'Apply retention'));
const makeSale = () => makeCustomerSale(test, { admin, seller, productId: stock.product.id });
const count = async (table: string) => (await test.sql`select count(*)::int as n from ${test.sql(table)}`)[0]?.n;

/** `many` rows that are `days` old, of each kind that is deleted. */
async function fill(many: number, days: number): Promise<void> {
  const { actor } = await makeKeyContext(test.db, ['nettv:sell']);
  const { id } = await makeSale();
  await test.sql`
    insert into supplier_calls (at, supplier, kind, outcome, took_ms)
    select now() - make_interval(days => ${days}), 'khalti', 'pay', 'ok', 1 from generate_series(1, ${many})`;
  await test.sql`
    insert into security_events (slot, kind, at, last_at, actor_kind)
    select 'old-' || n, 'sign_in.failed', now(), now() - make_interval(days => ${days}), 'stranger' from generate_series(1, ${many}) n`;
  await test.sql`
    insert into idempotency_keys (integrator_id, key, request_digest, created_at)
    select ${actor.integratorId}, 'old-' || n, '\\x00', now() - make_interval(days => ${days}) from generate_series(1, ${many}) n`;
  await test.sql`
    insert into api_requests (at, integrator_id, api_key_id, lane, method, path, status, duration_ms, request_id)
    select now() - make_interval(days => ${days}), ${actor.integratorId}, ${actor.id}, 'v1', 'GET', '/api/v1/sales', 200, 1, 'old-' || n
    from generate_series(1, ${many}) n`;
  await test.sql`
    insert into webhook_events (type, data, created_at, relayed_at)
    select 'codes.low', '{}', now() - make_interval(days => ${days}), now() from generate_series(1, ${many})`;
  await test.sql`
    insert into deliveries (sale_id, channel, recipient, state, created_at)
    select ${id}, 'sms', '+9779860000000', 'sent', now() - make_interval(days => ${days}) from generate_series(1, ${many})`;
}

describe('the retention of each kind', () => {
  it('deletes what is older, however much it is, while others sell', async () => {
    await makeSale();
    const before = {
      supplier_calls: await count('supplier_calls'),
      security_events: await count('security_events'),
      idempotency_keys: await count('idempotency_keys'),
      webhook_events: await count('webhook_events'),
      api_requests: await count('api_requests'),
    };
    const queued = await count('deliveries');
    await fill(2_300, 400);
    let isDone = false;
    const deleting = apply().finally(() => {
      isDone = true;
    });
    let sold = 0;
    do {
      await sell(seller, { ...order(stock), reference: `meanwhile-${sold}` });
      sold += 1;
    } while (!isDone && sold < 50);
    await deleting;
    for (const [table, rows] of Object.entries(before)) expect([table, await count(table)]).toEqual([table, rows]);
    expect(await count('deliveries')).toBe(queued + 2);
  });

  it('follows the settings', async () => {
    await updateRetention(admin, { ...usual, supplierCallDays: 500 });
    await fill(3, 400);
    await apply();
    expect(await count('supplier_calls')).toBe(3);
    await updateRetention(admin, { ...usual, supplierCallDays: 399 });
    await apply();
    expect(await count('supplier_calls')).toBe(0);
  });

  it('drops comparisons with Khalti and closed differences with the calls, and keeps what is open', async () => {
    await test.sql`insert into supplier_comparisons (asked_by, created_at, since, until)
      values ('tests', now() - interval '500 days', now() - interval '501 days', now() - interval '500 days')`;
    await test.sql`insert into supplier_differences
        (kind, reference, ours, theirs, first_seen_at, last_seen_at, last_comparison_id, closed_at)
      select 'amount', 'r' || n, 'a', 'b', old, old, 1, case n when 1 then old end
      from generate_series(1, 2) n, (select now() - interval '500 days' as old) o`;
    await apply();
    expect(await count('supplier_comparisons')).toBe(0);
    expect(await test.sql`select reference from supplier_differences`).toEqual([{ reference: 'r2' }]);
  });

  it('keeps what still has to be done', async () => {
    const { id } = await makeSale();
    await test.sql`update deliveries set created_at = now() - interval '400 days' where sale_id = ${id}`;
    await apply();
    expect(await test.sql`select from deliveries where sale_id = ${id}`).toHaveLength(2);
    // The relay was not running when it was written.
    await test.sql`insert into webhook_events (type, data, created_at) values ('codes.low', '{}', now() - interval '40 days')`;
    await apply();
    expect(
      await test.sql`select from webhook_events where relayed_at is null and created_at < now() - interval '30 days'`,
    ).toHaveLength(1);
    await test.sql`delete from webhook_events where relayed_at is null`;
  });

  it('drops stored answers after a day', async () => {
    const { actor } = await makeKeyContext(test.db, ['nettv:sell']);
    const row = (key: string, hours: number) => ({
      integratorId: actor.integratorId,
      key,
      requestDigest: Buffer.alloc(32),
      createdAt: new Date(Date.now() - hours * 3600_000),
    });
    await test.db.insert(idempotencyKeys).values([row('old', 25), row('young', 23)]);
    await apply();
    const left = await test.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys);
    expect(left).toEqual([{ key: 'young' }]);
  });
});

describe('notes about customers', () => {
  it('go at the age of contacts, each by its own', async () => {
    const { id } = await makeSale();
    for (const text of ['old', 'young']) await addCustomerNote(seller, { saleId: id, text });
    await test.sql`update customer_notes set at = now() - interval '1100 days' where text = 'old'`;
    await apply();
    expect(await test.sql`select text from customer_notes where sale_id = ${id}`).toEqual([{ text: 'young' }]);
  });

  it('go with what was imported of them', async () => {
    const imported = (contact: string, days: number) => test.sql`
      with made as (
        insert into customer_contacts (contact, language, at, author_id)
        values (${contact}, 'ne', now() - make_interval(days => ${days}), ${seller.actor.id}) returning *)
      insert into customer_notes (contact, contact_id, text, at, author_id)
      select contact, id, 'imported', at, author_id from made`;
    await imported('old@example.com', 1096);
    await imported('young@example.com', 1094);
    await apply();
    expect(await test.sql`select contact from customer_contacts`).toEqual([{ contact: 'young@example.com' }]);
    expect(await test.sql`select contact from customer_notes where text = 'imported'`).toEqual([
      { contact: 'young@example.com' },
    ]);
  });
});

describe('contacts of old sales', () => {
  const age = (id: number, days: number) =>
    test.sql`update sales set created_at = now() - make_interval(days => ${days}) where id = ${id}`;
  const contacts = async (id: number) => (await test.sql`select phone, email from sales where id = ${id}`)[0];

  it('go with what was written of them, and the audit holds', async () => {
    const old = await makeSale();
    const young = await makeSale();
    const open = await makeSale();
    await loseOutcome(test, open.id);
    for (const { id } of [old, open]) await age(id, 1_096);
    await age(young.id, 1_094);
    const [sums] = await test.sql`select count(*)::int, sum(amount_paisa)::int from sales`;
    const ctx = systemContext(test.db, 'test');
    await chainAudit(ctx);
    await apply();
    expect(await contacts(old.id)).toEqual({ phone: 'erased', email: 'erased' });
    expect(await contacts(young.id)).toEqual({ phone: `+977${young.phone}`, email: young.email });
    expect(await contacts(open.id)).toEqual({ phone: `+977${open.phone}`, email: open.email });
    expect((await test.sql`select count(*)::int, sum(amount_paisa)::int from sales`)[0]).toEqual(sums);
    const [note] = await test.sql`select note from sale_events where sale_id = ${old.id} and note like 'Called%'`;
    expect(note?.note).toBe('Called erased and erased; wrote to erased');
    await chainAudit(ctx);
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    const said = () => test.sql`select data from audit_events where action = 'customer.contacts_expired'`;
    expect(await said()).toMatchObject([{ data: { sales: 1, messages: 2 } }]);
    await apply();
    expect(await said()).toHaveLength(1);
  });

  it('go of more sales than one transaction takes', async () => {
    await test.sql`
      insert into sales (reference, seller_id, product_id, supplier, amount_paisa, phone, state, failure_code, settled_at, created_at)
      select 'aged-' || n, ${seller.actor.id}, ${stock.product.id}, 'stock', 100, '+977986' || lpad(n::text, 7, '0'), 'failed',
        'out_of_stock', now(), now() - interval '1100 days' from generate_series(1, 120) n`;
    await apply();
    expect(await test.sql`select from sales where reference like 'aged-%' and phone <> 'erased'`).toEqual([]);
  });
});
