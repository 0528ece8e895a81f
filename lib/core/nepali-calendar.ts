import { daysInMonth } from 'bikram-sambat';

/** A day of Bikram Sambat; months count from 1, Baisakh. */
export type NepaliDay = { year: number; month: number; day: number };

const dayMs = 86_400_000;
const monthsOfYear = 12;
const epoch = { year: 2000, day: Date.UTC(1943, 3, 14) / dayMs };
const lastPublishedYear = 2090;

/** The sidereal year of the Surya Siddhanta: 1,577,917,828 days in 4,320,000 years. */
const yearDays = 1_577_917_828 / 4_320_000;

/**
 * When the sun enters the sign of each month, in days from the epoch: the month begins on that day. Each is the middle of what
 * fits the calendars of BS 2000 to 2083 to the day. Only for days that no published table has.
 */
const entries = [
  0.0204, 30.9367, 62.3735, 93.7859, 125.4893, 156.5164, 186.961, 216.856, 246.3384, 275.9503, 305.0904, 334.9153,
];

/** The first day of each month of the published tables, from the epoch on, and the day after the last one. */
const published = [epoch.day];
for (let year = epoch.year; year <= lastPublishedYear; year++) {
  for (let month = 1; month <= monthsOfYear; month++)
    published.push((published.at(-1) ?? 0) + daysInMonth(year, month));
}

/** By the sun: the first day of a month, in days from 1970; months of other years follow by themselves. */
function firstDay(year: number, month: number): number {
  return epoch.day + Math.floor((entries[month - 1] ?? 0) + (year - epoch.year) * yearDays);
}

/** Of a calendar day such as `2026-07-17`: by the published tables of BS 2000 to 2090, by the sun before and after them. */
export function toNepaliDay(calendarDay: string): NepaliDay {
  const at = Date.parse(`${calendarDay}T00:00:00Z`) / dayMs;
  const index = published.findLastIndex((day) => day <= at);
  if (index >= 0 && index < published.length - 1) {
    const year = epoch.year + Math.floor(index / monthsOfYear);
    return { year, month: (index % monthsOfYear) + 1, day: at - (published[index] ?? 0) + 1 };
  }
  const near = epoch.year + Math.floor((at - epoch.day) / yearDays);
  const year = [near + 1, near].find((one) => firstDay(one, 1) <= at) ?? near - 1;
  const month = entries.findLastIndex((_, index) => firstDay(year, index + 1) <= at) + 1;
  return { year, month, day: at - firstDay(year, month) + 1 };
}

/** The first day of a month, in days from 1970: by the tables where they have it, else by the sun. */
function beginning(year: number, month: number): number {
  return published[(year - epoch.year) * monthsOfYear + month - 1] ?? firstDay(year, month);
}

/** 29 to 32 of them; months count from 1. */
export function daysInNepaliMonth(year: number, month: number): number {
  const next = month === monthsOfYear ? beginning(year + 1, 1) : beginning(year, month + 1);
  return next - beginning(year, month);
}

/** The calendar day, such as `2026-07-17`; null for a day that the month has not, and for a year without four digits. */
export function fromNepaliDay({ year, month, day }: NepaliDay): string | null {
  if (![year, month, day].every(Number.isInteger)) return null;
  if (year < 1000 || year > 9999 || month < 1 || month > monthsOfYear) return null;
  if (day < 1 || day > daysInNepaliMonth(year, month)) return null;
  return new Date((beginning(year, month) + day - 1) * dayMs).toISOString().slice(0, 10);
}
