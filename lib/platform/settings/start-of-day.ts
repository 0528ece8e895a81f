import { type SQL, sql } from 'drizzle-orm';
import { settings } from '@/db/schema/team';
import { defaultTimeZone } from '@/lib/core/time';

/** SQL for the first instant of a day, or of a later one, in the settings' zone; a query of its own, so that it runs once. */
export function startOfDay(day: string, daysLater = 0): SQL {
  const zone = sql`coalesce((select ${settings.timeZone} from ${settings} where ${settings.id} = 1), ${defaultTimeZone})`;
  return sql`(select (${day}::date + ${daysLater}::int)::timestamp at time zone ${zone})`;
}
