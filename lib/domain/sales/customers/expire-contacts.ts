import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { eraseSales } from './erase-sales';
import { lockSalesWithContact, type OldSales } from './find-sales.sql';

const salesAtOnce = 50;

/**
 * Erases the contacts of sales from before an instant, as an erasure of their customers does, some with each commit; a sale that has
 * no outcome keeps its contact until it has one. @returns how many sales
 */
export async function expireContacts(ctx: Context<SystemActor>, before: Date, signal?: AbortSignal): Promise<number> {
  let sales = 0;
  for (let after = 0; !signal?.aborted; ) {
    const old: OldSales = { before: before.toISOString(), after, limit: salesAtOnce };
    const ids = await inTransaction(ctx, (tx) => expireSome(tx, old));
    sales += ids.length;
    const last = ids.at(-1);
    if (last === undefined || ids.length < salesAtOnce) break;
    after = last;
  }
  return sales;
}

async function expireSome(tx: Context<SystemActor>, old: OldSales): Promise<number[]> {
  const found = await lockSalesWithContact(tx.db, old);
  if (found.length === 0) return [];
  const data = await eraseSales(tx, found);
  await recordAudit(tx, { action: 'customer.contacts_expired', subjectKind: 'settings', subjectId: 1, data });
  return found.map(({ id }) => id);
}
