import { deepStrictEqual } from 'node:assert/strict';
import { sql } from 'drizzle-orm';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import { listOpenOwnSales } from '@/lib/domain/sales/sales/list-open-own-sales';
import { isOpenSale } from '@/lib/domain/sales/sales/sale-transitions';
import type { World } from './world';

/** `pin`: which one it has, as a code or a digest: another one has to be shown again. */
type DeskSale = { id: number; state: SaleState; pin: string; unseen: boolean };

/** What there is to show of it. */
export const resultOf = ({ state, pin }: DeskSale) => `${state} ${pin}`;

/** The sales of the desk in one run, newest first. */
export async function readDeskSales({ db, desk }: World): Promise<DeskSale[]> {
  const rows = await db.execute<DeskSale>(sql`
    select id::int, state, unseen, coalesce(code_id::text, encode(pin_digest, 'hex'), '') as pin
    from sales where seller_id = ${desk.actor.id} order by id desc`);
  return [...rows];
}

/** Unseen is what its seller was not shown as it is now, and the pages of its seller name all of it, and all that is open. */
export async function assertUnseen(world: World): Promise<void> {
  const sales = await readDeskSales(world);
  const unseen = sales.filter((one) => one.unseen).map(({ id }) => id);
  const notShown = sales.filter((one) => world.shown.get(one.id) !== resultOf(one)).map(({ id }) => id);
  deepStrictEqual(unseen, notShown, 'a result was never shown and counts as seen, or was shown and does not');
  const waiting = sales.filter(({ id, state }) => notShown.includes(id) || isOpenSale(state)).map(({ id }) => id);
  const named = (await listOpenOwnSales(world.desk)).map(({ id }) => id);
  deepStrictEqual(named, waiting, 'the pages of the seller do not name what waits for them');
}
