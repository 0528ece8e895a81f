import { deepStrictEqual, ok } from 'node:assert/strict';
import { sql } from 'drizzle-orm';
import type { SaleState } from '@/lib/domain/sales/sales/filters';
import { isOpenSale } from '@/lib/domain/sales/sales/sale-transitions';
import { assertTills } from './shift-invariants';
import { assertUnseen } from './showing-invariants';
import type { World } from './world';

type Sale = {
  id: number;
  reference: string;
  state: SaleState;
  supplier: 'stock' | 'khalti';
  amountPaisa: number;
  /** What its buyer pays: of an integrator without its commission. */
  chargedPaisa: number;
  supplierReference: string | null;
  integratorId: number | null;
  codeId: number | null;
  hasPin: boolean;
  /** What was given back of it as goodwill. */
  goodwillPaisa: number;
};
type Account = { kind: string; balance: number; moved: number; floor: number | null };

/** The sales and the accounts of one run. */
export async function readBooks(world: World): Promise<{ sales: Sale[]; accounts: Account[] }> {
  const { integratorId } = world.integrator.actor;
  const rows = await world.db.execute<Sale>(sql`
    select id::int, reference, state, supplier, amount_paisa::int as "amountPaisa",
      (amount_paisa - commission_paisa)::int as "chargedPaisa", supplier_reference as "supplierReference",
      integrator_id::int as "integratorId", code_id::int as "codeId",
      pin_last_four is not null as "hasPin",
      coalesce((select amount_paisa from goodwill_refunds g where g.sale_id = sales.id), 0)::int as "goodwillPaisa"
    from sales where product_id in (${world.stock.product.id}, ${world.khaltiProduct.id}) order by id`);
  const accounts = await world.db.execute<Account>(sql`
    select a.kind, a.balance_paisa::int as balance, a.floor_paisa::int as floor,
      (coalesce((select sum(amount_paisa) from credit_transfers where to_account_id = a.id), 0)
        - coalesce((select sum(amount_paisa) from credit_transfers where from_account_id = a.id), 0))::int as moved
    from credit_accounts a where a.integrator_id = ${integratorId}`);
  return { sales: [...rows], accounts: [...accounts] };
}

/** What holds after every step, whatever the steps were. */
export async function assertInvariants(world: World): Promise<void> {
  const { sales, accounts } = await readBooks(world);
  for (const sale of sales) assertAgreesWithSupplier(world, sale);
  await assertCodesSoldOnce(world, sales);
  await assertPinsSoldOnce(world);
  await assertTills(world);
  await assertGivenOnce(world);
  await assertUnseen(world);
  const back = { voided: await sumBack(world, 'void'), refunded: await sumBack(world, 'refund') };
  assertLedger(sales, accounts, back);
  const given = await world.db.execute<{ over: boolean }>(sql`
    select g.amount_paisa > s.amount_paisa - s.commission_paisa as over from goodwill_refunds g join sales s on s.id = g.sale_id
    where s.product_id = ${world.khaltiProduct.id}`);
  ok(!given.some(({ over }) => over), 'more was given back than was paid');
}

function assertAgreesWithSupplier({ khalti }: World, sale: Sale): void {
  const book = sale.supplierReference ? khalti.bookOf(sale.supplierReference) : undefined;
  if (!book) {
    ok(sale.supplier === 'stock' || sale.state !== 'succeeded', `sale ${sale.id} was never booked`);
    return;
  }
  ok(book.posts <= 1, `sale ${sale.id} was posted ${book.posts} times`);
  const isBooked = book.booked && book.state === 'Success';
  ok(!(isBooked && sale.state === 'failed'), `Khalti booked sale ${sale.id}, which is shown as failed`);
  ok(!(sale.state === 'succeeded' && !isBooked), `sale ${sale.id} succeeded, and Khalti never booked it`);
}

async function assertCodesSoldOnce({ db, stock }: World, sales: Sale[]): Promise<void> {
  const codes = await db.execute<{ id: number; status: string }>(
    sql`select id::int, status from codes where coupon_id = ${stock.couponId} order by id`,
  );
  const inSales = (state: SaleState) =>
    sales
      .flatMap((sale) => (sale.codeId !== null && sale.state === state ? [sale.codeId] : []))
      .toSorted((a, b) => a - b);
  const having = (...statuses: string[]) => codes.flatMap(({ id, status }) => (statuses.includes(status) ? [id] : []));
  deepStrictEqual(inSales('succeeded'), having('sold', 'redeemed'), 'codes sold and sales of codes differ');
  const replaced = await db.execute<{ id: number }>(sql`
    select r.code_id::int as id from replaced_codes r join codes c on c.id = r.code_id
    where c.coupon_id = ${stock.couponId}`);
  const dead = [...inSales('voided'), ...replaced.map(({ id }) => id)].toSorted((a, b) => a - b);
  deepStrictEqual(dead, having('voided'), 'dead codes and what was voided or replaced differ');
}

/** Each code that was given away was given by one press, and a press gave one. */
async function assertGivenOnce({ db, goodwillCouponId, presses }: World): Promise<void> {
  const given = await db.execute<{ press: string; status: string }>(sql`
    select coalesce(g.press, '') as press, c.status from codes c left join goodwill_codes g on g.code_id = c.id
    where c.coupon_id = ${goodwillCouponId}`);
  const pressed = given.map(({ press }) => press);
  deepStrictEqual(new Set(pressed).size, pressed.length, 'a press gave two codes');
  ok(
    pressed.every((press) => presses.some((one) => one.press === press)),
    'a code was issued that nobody was given',
  );
  ok(
    given.every(({ status }) => status === 'sold'),
    'a code that was given away can be sold or given again',
  );
}

/** No supplier's PIN is the PIN of two sales, and one that was corrected is not its sale's any more. */
async function assertPinsSoldOnce({ db, khaltiProduct }: World): Promise<void> {
  const wrong = await db.execute<{ id: number }>(sql`
    select s.id::int as id from sales s where s.product_id = ${khaltiProduct.id} and s.state = 'succeeded' and (
      exists (select from sales o where o.pin_digest = s.pin_digest and o.id <> s.id and o.state = 'succeeded')
      or exists (select from corrected_pins c where c.sale_id = s.id and c.digest = s.pin_digest))`);
  deepStrictEqual([...wrong], [], 'a PIN is in two sales, or was corrected to itself');
}

async function sumBack({ db, integrator }: World, kind: 'void' | 'refund'): Promise<number> {
  const [row] = await db.execute<{ sum: number }>(sql`
    select coalesce(sum(t.amount_paisa), 0)::int as sum from credit_transfers t
    join credit_accounts a on a.id = t.to_account_id
    where t.kind = ${kind} and a.kind = 'available' and a.integrator_id = ${integrator.actor.integratorId}`);
  return row?.sum ?? 0;
}

function assertLedger(sales: Sale[], accounts: Account[], back: { voided: number; refunded: number }): void {
  const of = (kind: string) => accounts.find((account) => account.kind === kind)?.balance ?? Number.NaN;
  const sum = (some: Sale[]) => some.reduce((total, { chargedPaisa }) => total + chargedPaisa, 0);
  const bought = sales.filter(({ integratorId }) => integratorId !== null);
  for (const { kind, balance, moved, floor } of accounts) {
    deepStrictEqual(balance, moved, `${kind} is not the sum of its transfers`);
    ok(floor === null || balance >= floor, `${kind} is below its floor`);
  }
  deepStrictEqual(
    accounts.reduce((total, { balance }) => total + balance, 0),
    0,
    'the accounts do not add up',
  );
  deepStrictEqual(of('held'), sum(bought.filter(({ state }) => isOpenSale(state))), 'held is not what waits');
  const spent = bought.filter(({ state }) => state === 'succeeded');
  const goodwill = spent.reduce((total, { goodwillPaisa }) => total + goodwillPaisa, 0);
  deepStrictEqual(of('consumed'), sum(spent) - goodwill, 'consumed is not what was bought');
  const given = bought.reduce((total, { goodwillPaisa }) => total + goodwillPaisa, 0);
  deepStrictEqual(back.refunded, given, 'what came back for goodwill is not what was given');
  // Khalti gave back what had its PIN: of that the rest came back after its goodwill.
  const undone = bought.filter(({ state, hasPin }) => state === 'voided' || (state === 'refunded' && hasPin));
  const rest = undone.reduce((total, { chargedPaisa, goodwillPaisa }) => total + chargedPaisa - goodwillPaisa, 0);
  deepStrictEqual(back.voided, rest, 'what came back is not what was undone');
}
