import { deepStrictEqual, ok } from 'node:assert/strict';
import { sql } from 'drizzle-orm';
import { getShift } from '@/lib/domain/sales/shifts/get-shift';
import type { World } from './world';

type Till = { id: number; due: number; expected: number | null; open: number };
type Entered = {
  id: number;
  isIn: boolean;
  isEnded: boolean;
  amount: number;
  goodwill: number;
  entered: number;
  back: number;
};

/** Of an open till each way to pay has what came by it, as the sales say now; goodwill went out by the one it was given by. */
async function assertMethods(desk: World['desk'], db: World['db'], shiftId: number): Promise<void> {
  const { till } = await getShift(desk, { shiftId });
  const counted = await db.execute<{ method: string; sum: number }>(sql`
    select method, sum(amount_paisa)::int as sum from (
      select case e.kind when 'goodwill' then e.method else coalesce(s.payment_method, 'unstated') end as method, e.amount_paisa
      from shift_entries e join sales s on s.id = e.sale_id where e.shift_id = ${shiftId}
      union all select 'cash', float_paisa from shifts where id = ${shiftId}) entered
    group by 1`);
  const asMap = (sums: (readonly [string, number])[]) => new Map(sums.filter(([, sum]) => sum !== 0).sort());
  deepStrictEqual(
    asMap(till.lines.map(({ method, expectedPaisa }) => [method, expectedPaisa] as const)),
    asMap(counted.map(({ method, sum }) => [method, sum] as const)),
    `shift ${shiftId} expects by some method what did not come by it`,
  );
}

/** A till has what its sales brought and no more; a closed one has what it was closed with. */
export async function assertTills({ db, desk }: World): Promise<void> {
  const [tills, sales] = await Promise.all([
    db.execute<Till>(sql`
    select s.id::int, (s.float_paisa + coalesce((select sum(amount_paisa) from shift_entries where shift_id = s.id), 0))::int as due,
      (select sum(expected_paisa)::int from shift_counts where shift_id = s.id) as expected,
      (s.closed_at is null)::int as open
    from shifts s where s.seller_id = ${desk.actor.id}`),
    db.execute<Entered>(sql`
    select s.id::int, s.shift_id is not null as "isIn", s.state in ('failed', 'refunded', 'voided') as "isEnded",
      s.amount_paisa::int as amount,
      coalesce((select amount_paisa from goodwill_refunds g where g.sale_id = s.id), 0)::int as goodwill,
      coalesce((select sum(amount_paisa)::int from shift_entries where sale_id = s.id and kind = 'sale' and shift_id = s.shift_id), 0) as entered,
      coalesce((select sum(amount_paisa)::int from shift_entries where sale_id = s.id and kind not in ('sale', 'goodwill')), 0) as back
    from sales s where s.seller_id = ${desk.actor.id}`),
  ]);
  for (const { id, open } of tills) if (open) await assertMethods(desk, db, id);
  ok(tills.filter(({ open }) => open === 1).length <= 1, 'two shifts are open');
  for (const { id, due, expected, open } of tills) {
    deepStrictEqual(expected, open ? null : due, `shift ${id} was closed with something else than it has`);
  }
  for (const { id, isIn, isEnded, amount, goodwill, entered, back } of sales) {
    if (!isEnded) deepStrictEqual([entered, back], [isIn ? amount : 0, 0], `sale ${id} is in no till, or came back`);
    else ok(entered === 0 || entered === amount, `sale ${id} went in with another amount`);
    ok(back === 0 || back === goodwill - amount, `of sale ${id} something else came back than went in`);
  }
}
