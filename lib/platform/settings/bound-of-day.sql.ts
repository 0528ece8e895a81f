import { sql } from 'drizzle-orm';
import type { Context } from '../context/context';
import { startOfDay } from './start-of-day';

/** The first instant of a day in the settings' zone, or of the day after it, where it ends. Asks for no permission. */
export async function boundOfDay({ db }: Pick<Context, 'db'>, day: string, bound: 'start' | 'end'): Promise<Date> {
  const [row] = await db.execute<{ at: string }>(
    sql`select extract(epoch from ${startOfDay(day, bound === 'start' ? 0 : 1)}) * 1000 as at`,
  );
  return new Date(Number(row?.at));
}
