import { integrators } from '@/db/schema/integrators';
import { rupeesCell } from '@/lib/core/csv';
import { type Cell, currency, instantCells, instantColumns } from '@/lib/core/table-file';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput } from '@/lib/platform/context/operation';
import { recordExport } from '@/lib/platform/exports/record-export';
import { tableExport } from '@/lib/platform/exports/table-export';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type IntegratorSummary, listIntegrators } from './list-integrators';

const header = [
  'id',
  'name',
  'disabled',
  'available',
  'held',
  'consumed',
  'overdraft_limit',
  'warned_below',
  'currency',
  'is_low',
  'sends_messages',
  'active_keys',
  ...instantColumns('created_at'),
];

/** Every integrator by name as a file, with its credit for those who see money; audited. @throws Forbidden */
export const exportIntegrators = tableExport('integrators.read', noInput, {
  kind: 'integrators',
  columns: () => header,
  record: (ctx: Context<UserActor>) => recordExport(ctx, { action: 'integrators.exported', what: 'integrators' }),
  count: (ctx) => ctx.db.$count(integrators),
  rows,
});

async function* rows(ctx: Context): AsyncGenerator<Cell[][]> {
  const { timeZone } = await getSettings(ctx.db);
  // They are few: the list shows all of them at once.
  const found = await listIntegrators(ctx);
  if (found.length > 0) yield found.map((one) => cells(one, timeZone));
}

const cells = (one: IntegratorSummary, timeZone: string): Cell[] => [
  one.id,
  one.name,
  one.disabled,
  ...[one.availablePaisa, one.heldPaisa, one.consumedPaisa, one.limitPaisa, one.lowCreditPaisa].map(rupeesCell),
  currency,
  one.isLow,
  one.customerMessages,
  one.keys.filter(({ state }) => state === 'active').length,
  ...instantCells(one.createdAt, timeZone),
];
