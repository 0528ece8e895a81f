import type { Context } from '@/lib/platform/context/context';
import { getSettings } from './get-settings';
import { midnightBefore } from './start-of-today.sql';

/** The midnight that today began at in the settings' zone. Asks for no permission. */
export async function startOfToday(ctx: Context): Promise<{ timeZone: string; since: Date }> {
  const { timeZone } = await getSettings(ctx.db);
  const now = ctx.now().toISOString();
  return { timeZone, since: new Date((await midnightBefore(ctx.db, now, timeZone)) ?? now) };
}
