/** A day of Bikram Sambat; months count from 1, Baisakh. */
export type NepaliDay = { year: number; month: number; day: number };

const dayMs = 86_400_000;
const epoch = { year: 2000, day: Date.UTC(1943, 3, 14) / dayMs };

/** The sidereal year of the Surya Siddhanta: 1,577,917,828 days in 4,320,000 years. */
const yearDays = 1_577_917_828 / 4_320_000;

/**
 * When the sun enters the sign of each month, in days from the epoch: the month begins on that day. Each is the middle of what
 * fits the calendars of BS 2000 to 2083 to the day; of later years no tables are published, and those that libraries have differ.
 */
const entries = [
  0.0204, 30.9367, 62.3735, 93.7859, 125.4893, 156.5164, 186.961, 216.856, 246.3384, 275.9503, 305.0904, 334.9153,
];

/** The first day of a month, in days from 1970; months of other years follow by themselves. */
function firstDay(year: number, month: number): number {
  return epoch.day + Math.floor((entries[month - 1] ?? 0) + (year - epoch.year) * yearDays);
}

/** Of a calendar day such as `2026-07-17`. */
export function toNepaliDay(calendarDay: string): NepaliDay {
  const at = Date.parse(`${calendarDay}T00:00:00Z`) / dayMs;
  const near = epoch.year + Math.floor((at - epoch.day) / yearDays);
  const year = [near + 1, near].find((one) => firstDay(one, 1) <= at) ?? near - 1;
  const month = entries.findLastIndex((_, index) => firstDay(year, index + 1) <= at) + 1;
  return { year, month, day: at - firstDay(year, month) + 1 };
}
