import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns, type TableFile } from '@/lib/core/table-file';
import { operation } from '@/lib/platform/context/operation';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { listOwnPurchases, type Purchase } from './read-purchases';
import { ownPurchaseFilter } from './schemas';

const header = [
  ...['reference', 'state', 'product', 'value', 'amount', 'charged', 'currency', 'pin_use', 'failure_reason'],
  ...['created_at', 'settled_at', 'valid_until'].flatMap(instantColumns),
];

/** The purchases of a partner's own company as a file, the newest first, without PINs and contacts. @throws Forbidden, Invalid */
export const exportOwnPurchases = operation(
  'partner.read',
  ownPurchaseFilter,
  async (ctx, filter): Promise<TableFile> => {
    recordSecurityEvent(ctx, { kind: 'data.exported', data: { what: 'purchases' } });
    const { timeZone } = await getSettings(ctx.db);
    async function* rows(): AsyncGenerator<Cell[][]> {
      yield [header];
      for (let after: string | undefined; ; ) {
        const page = await listOwnPurchases(ctx, { ...filter, after, limit: 100 });
        yield page.rows.map((purchase) => cells(purchase, timeZone));
        if (page.next === null) return;
        after = page.next;
      }
    }
    return { name: `purchases-${ctx.now().toISOString().slice(0, 10)}`, rows: rows() };
  },
);

const cells = (purchase: Purchase, timeZone: string): Cell[] => [
  ...[purchase.reference, purchase.state, purchase.productName, purchase.value],
  ...[rupeesCell(purchase.amountPaisa), rupeesCell(purchase.chargedPaisa), currency],
  ...[purchase.pinUse, purchase.failureReason],
  ...[purchase.createdAt, purchase.settledAt, purchase.validUntil].flatMap((at) => instantCells(at, timeZone)),
];
