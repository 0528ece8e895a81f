import { sql } from 'drizzle-orm';
import { beforeEach, expect } from 'vitest';
import type { Executor } from '@/db/client';
import { makeStock, provideKhaltiDesk } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { closeShift } from './close-shift';
import { getShift } from './get-shift';
import { openShift } from './open-shift';

export const floatPaisa = 50_000;

/** For a file of tests: a desk that sells from stock and through Khalti, and in each test a seller and a supervisor of their own. */
export function provideTill() {
  const desk = provideKhaltiDesk();
  const stock = prepared(() => makeStock(desk.db, 200));
  const [seller, supervisor] = [{} as Context<UserActor>, {} as Context<UserActor>];
  beforeEach(async () => {
    Object.assign(seller, await makeUserContext(desk.db, 'support'));
    Object.assign(supervisor, await makeUserContext(desk.db, 'supervisor'));
  });

  const open = async (by = seller) => (await openShift(by, { floatPaisa })).id;
  /** Closes it with what is expected, and a difference in cash. */
  async function close(by: Context<UserActor>, shiftId: number, difference = 0) {
    const { till } = await getShift(by, { shiftId });
    const counted = Object.fromEntries(
      till.lines.map(({ method, expectedPaisa }) => [method, expectedPaisa + (method === 'cash' ? difference : 0)]),
    );
    return closeShift(by, { shiftId, seenEntryId: till.newestEntryId, counted, note: difference ? 'a coin fell' : '' });
  }
  return { desk, stock, seller, supervisor, open, close };
}

/** Every sale of a shift that did not fail is in the shift's entries. */
export async function expectEntriesToAgree(db: Executor): Promise<void> {
  const [wrong] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from sales s
    where s.shift_id is not null and s.state <> 'failed'
      and not exists (select from shift_entries e where e.sale_id = s.id and e.kind = 'sale' and e.shift_id = s.shift_id)`);
  expect(wrong?.count).toBe(0);
}
