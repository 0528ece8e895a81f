import { deepStrictEqual, ok } from 'node:assert/strict';
import { sql } from 'drizzle-orm';
import type { World } from './world';

type Till = { id: number; due: number; expected: number | null; open: number };
type Entered = { id: number; isIn: boolean; isEnded: boolean; amount: number; entered: number; back: number };

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
      coalesce((select sum(amount_paisa)::int from shift_entries where sale_id = s.id and kind = 'sale' and shift_id = s.shift_id), 0) as entered,
      coalesce((select sum(amount_paisa)::int from shift_entries where sale_id = s.id and kind not in ('sale', 'goodwill')), 0) as back
    from sales s where s.seller_id = ${desk.actor.id}`),
  ]);
  ok(tills.filter(({ open }) => open === 1).length <= 1, 'two shifts are open');
  for (const { id, due, expected, open } of tills) {
    deepStrictEqual(expected, open ? null : due, `shift ${id} was closed with something else than it has`);
  }
  for (const { id, isIn, isEnded, amount, entered, back } of sales) {
    if (!isEnded) deepStrictEqual([entered, back], [isIn ? amount : 0, 0], `sale ${id} is in no till, or came back`);
    else ok(entered === 0 || entered === amount, `sale ${id} went in with another amount`);
    ok(back === 0 || back === -amount, `of sale ${id} something else came back than went in`);
  }
}
