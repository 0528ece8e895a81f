import { type SQL, sql } from 'drizzle-orm';
import { defaultTimeZone } from '@/lib/core/time';
import type { Context } from '../context/context';
import { getSettings } from './get-settings';

/** SQL for the settings' zone. */
export const settingsZone = `coalesce((select time_zone from settings where id = 1), '${defaultTimeZone}')`;

/** SQL for the first instant of a day in a zone. */
export const startOfDayIn = (zone: SQL | string, day: SQL | string): SQL =>
  sql`((${day})::date::timestamp at time zone ${zone})`;

/** SQL for the first instant of a day, or of a later one, in the settings' zone; a query of its own, so that it runs once. */
export const startOfDay = (day: string, daysLater = 0): SQL =>
  sql`(select ${startOfDayIn(sql.raw(settingsZone), sql`${day}::date + ${daysLater}::int`)})`;

/** The first instant of a day in the settings' zone, or of the day after it, where it ends. Asks for no permission. */
export async function boundOfDay({ db }: Pick<Context, 'db'>, day: string, bound: 'start' | 'end'): Promise<Date> {
  const [row] = await db.execute<{ at: string }>(
    sql`select extract(epoch from ${startOfDay(day, bound === 'start' ? 0 : 1)}) * 1000 as at`,
  );
  return new Date(Number(row?.at));
}

/** The midnight that today began at in the settings' zone. Asks for no permission. */
export async function startOfToday(ctx: Context): Promise<{ timeZone: string; since: Date }> {
  const { timeZone } = await getSettings(ctx.db);
  const now = ctx.now().toISOString();
  const [row] = await ctx.db.execute<{ since: string }>(
    sql`select date_trunc('day', ${now}::timestamptz, ${timeZone}) as since`,
  );
  return { timeZone, since: new Date(row?.since ?? now) };
}
