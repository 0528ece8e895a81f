import { settingsZone } from '@/lib/platform/settings/days.sql';

/**
 * SQL for the first instant at which a code that is sold at `at` is over: the end of day `days` after the sale, in the
 * settings' zone; null without a number of days. It is kept with the code: a promise that was sold stays as it was.
 */
export const validUntil = (at: string, days: string): string => `(
  select ((${at} at time zone zone)::date + ${days} + 1)::timestamp at time zone zone
  from (select ${settingsZone} as zone) z)`;
