import { describe, expect, it } from 'vitest';
import { resendDelivery } from '@/lib/domain/sales/sales/resend-delivery';
import { chainAudit } from '@/lib/platform/audit/chain-audit';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { verifyChain } from '@/lib/platform/audit/verify-chain';
import { systemContext } from '@/lib/platform/context/context';
import { eraseCustomer } from './erase-customer';
import { provideDesk } from './testing';

const { test, admin, seller, makeSale, isFound } = provideDesk({ max: 6 });

/** Until a statement like this one waits for a lock. */
const untilWaiting = (statement: string) =>
  expect
    .poll(async () => {
      const [row] = await test.sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query ilike ${statement}`;
      return row?.n;
    })
    .toBe(1);

/** What happens once the customer is erased and before that is committed. */
const whileErasing = <T>(contact: string, work: () => Promise<T>): Promise<T> =>
  test.db.transaction(async (db) => {
    await eraseCustomer({ ...admin, db }, { contact, reason: 'They asked for it.' });
    return work();
  });

describe('an erasure next to others', () => {
  it('keeps what is sent again meanwhile from the old contact', async () => {
    const sale = await makeSale();
    const [message] = await test.sql`select id::int from deliveries where sale_id = ${sale.id} limit 1`;
    const { resent } = await whileErasing(sale.phone, async () => {
      const again = resendDelivery(seller, { deliveryId: message?.id });
      again.catch(() => {});
      await untilWaiting('%from "sales"%for no key update%');
      return { resent: again };
    });
    await expect(resent).rejects.toMatchObject({ reason: 'contact_erased' });
    const rows = await test.sql`select distinct recipient from deliveries where sale_id = ${sale.id}`;
    expect(rows).toEqual([{ recipient: 'erased' }]);
  });

  it.each(['before', 'after'])('is no tampering when audit rows are chained next to it, %s', async (order) => {
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
    const sale = await makeSale();
    const ctx = systemContext(test.db, 'test');
    if (order === 'after') {
      await whileErasing(sale.phone, () => chainAudit(ctx));
    } else {
      const erasing = await test.db.transaction(async (db) => {
        await chainAudit({ ...ctx, db });
        const erased = eraseCustomer(admin, { contact: sale.phone, reason: 'They asked.' });
        erased.catch(() => {});
        await untilWaiting('%erase_from_audit%');
        return { erased };
      });
      await erasing.erased;
    }
    await chainAudit(ctx);
    expect((await verifyChain(test.db, [])).problems).toEqual([]);
    expect(await isFound(sale.phone)).toEqual([]);
  });
});

describe('an erasure and the chain of audit rows', () => {
  it('excuses what it left in audit rows of sales, and nothing else', async () => {
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
    const sale = await makeSale();
    const ctx = systemContext(test.db, 'test');
    const userRow = { action: 'user.role_changed', subjectKind: 'user', subjectId: 1, data: { to: 'admin' } };
    await recordAudit(admin, userRow);
    await chainAudit(ctx);
    await eraseCustomer(admin, { contact: sale.phone, reason: 'They asked for it.' });
    await chainAudit(ctx);
    const problems = async () => (await verifyChain(test.db, [])).problems;
    expect(await problems()).toEqual([]);
    const [row] = await test.sql`select id::int, data from audit_events
      where subject_id = ${sale.id} and action = 'sale.flag_cleared'`;
    await test.sql`update audit_events set data = '{"reason": "another"}' where id = ${row?.id}`;
    expect(await problems()).toMatchObject([{ kind: 'changed', eventId: row?.id }]);
    await test.sql`update audit_events set data = ${JSON.stringify(row?.data)}::text::jsonb where id = ${row?.id}`;
    expect(await problems()).toEqual([]);
    // An erasure that somebody made up.
    const [other] = await test.sql`select max(id)::int as id from audit_events where action = 'user.role_changed'`;
    await test.sql`update audit_events set data = '{"to": "viewer"}' where id = ${other?.id}`;
    await test.sql`update audit_links set salt = '' where event_id = ${other?.id}`;
    await test.sql`
      insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id, data)
      select 'system', 'x', 'customer.erased', 'settings', 1, jsonb_build_object('auditRows', jsonb_build_array(
        jsonb_build_object('id', id, 'sha256', encode(sha256(convert_to(data::text, 'UTF8')), 'hex'))))
      from audit_events where id = ${other?.id}`;
    await chainAudit(ctx);
    expect(await problems()).toMatchObject([{ kind: 'changed', eventId: other?.id }]);
    await test.sql`delete from audit_links`;
    await test.sql`delete from audit_heads`;
  });
});
