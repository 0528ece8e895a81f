import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context/context';
import { getSettings } from './get-settings';

/** The midnight that today began at in the settings' zone. Asks for no permission. */
export async function startOfToday(ctx: Context): Promise<{ timeZone: string; since: Date }> {
  const { timeZone } = await getSettings(ctx.db);
  const now = ctx.now().toISOString();
  const rows = await ctx.db.execute<{ since: string }>(
    sql`select date_trunc('day', ${now}::timestamptz, ${timeZone}) as since`,
  );
  return { timeZone, since: new Date(rows[0]?.since ?? now) };
}
