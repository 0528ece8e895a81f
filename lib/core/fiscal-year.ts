import { toNepaliDay } from './nepali-calendar';

const nepal = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kathmandu', dateStyle: 'short' });
const shrawan = 4;

/**
 * The Nepali fiscal year of an instant, by its first year: 2083 for 2083/84, which began on 1 Shrawan 2083 (17 July 2026) in
 * Nepal, whatever the zone of the settings.
 */
export function fiscalYearOf(at: Date): number {
  const { year, month } = toNepaliDay(nepal.format(at));
  return month >= shrawan ? year : year - 1;
}

/** `2083/84-000012` */
export function formatReceiptNumber(fiscalYear: number, number: number): string {
  return `${fiscalYear}/${String((fiscalYear + 1) % 100).padStart(2, '0')}-${String(number).padStart(6, '0')}`;
}
