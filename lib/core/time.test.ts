import { describe, expect, it } from 'vitest';
import { formatDate, formatDay, formatInstant, formatRelative, formatTime, zoneName } from './time';

const noon = new Date('2026-11-03T06:15:00Z');

describe('formatInstant', () => {
  it('writes the wall time of the zone in the settings', () => {
    expect(formatInstant(noon)).toBe('3 Nov 2026, 12:00');
    expect(formatInstant(noon, { zone: true })).toBe('3 Nov 2026, 12:00 Kathmandu');
    expect(formatInstant(noon, { timeZone: 'America/New_York', zone: true })).toBe('3 Nov 2026, 01:15 New York');
  });

  it('writes the end of a day as 24:00 of that day', () => {
    const end = '2026-12-31T18:15:00Z';
    expect(formatInstant(end, { end: true, zone: true })).toBe('31 Dec 2026, 24:00 Kathmandu');
    expect(formatInstant(end, { zone: true })).toBe('1 Jan 2027, 00:00 Kathmandu');
    expect(formatInstant('2026-12-31T18:15:30Z', { end: true })).toBe('1 Jan 2027, 00:00');
  });

  it('keeps Latin digits and the Gregorian calendar in Nepali', () => {
    expect(formatInstant(noon, { locale: 'ne' })).toBe('3 नोभेम्बर 2026, 12:00');
    expect(formatDay('2026-01-09', 'en-x-ne')).toBe('9 जनवरी 2026');
  });

  it('writes Portuguese months', () => {
    expect(formatInstant(noon, { locale: 'en-x-pt' })).toBe('3 nov. 2026, 12:00');
  });
});

describe('the calendar of a locale', () => {
  it('is that of Nepal, by the day of the zone', () => {
    expect(formatDate(noon, { locale: 'en-x-en-bs' })).toBe('17 Kartik 2083');
    expect(formatInstant('2026-11-02T18:14:00Z', { locale: 'en-x-ne-bs' })).toBe('16 कार्तिक 2083, 23:59');
    expect(formatDay('2026-07-17', 'en-x-pt-bs')).toBe('1 Shrawan 2083');
  });

  it('is both, the Gregorian first', () => {
    expect(formatInstant(noon, { locale: 'en-x-en-both', zone: true })).toBe(
      '3 Nov 2026 (17 Kartik 2083), 12:00 Kathmandu',
    );
  });

  it('puts the end of a day on that day', () => {
    const end = { locale: 'en-x-en-bs', end: true };
    expect(formatInstant('2026-07-16T18:15:00Z', end)).toBe('32 Ashadh 2083, 24:00');
  });
});

describe('formatRelative', () => {
  const ago = (milliseconds: number) => formatRelative(new Date(noon.getTime() - milliseconds), noon);

  it('is relative under a day', () => {
    expect(ago(10_000)).toBe('now');
    expect(ago(60_000)).toBe('1 minute ago');
    expect(ago(59 * 60_000)).toBe('59 minutes ago');
    expect(ago(3 * 3_600_000)).toBe('3 hours ago');
    expect(ago(-2 * 3_600_000)).toBe('in 2 hours');
  });

  it('is in the language of the desk', () => {
    const ago = (locale: string, milliseconds: number) =>
      formatRelative(new Date(noon.getTime() - milliseconds), noon, { locale });
    expect(ago('en-x-ne', 10_000)).toBe('अहिले');
    expect(ago('en-x-ne', 60_000)).toBe('1 मिनेट पहिले');
    expect(ago('en-x-ne', -2 * 3_600_000)).toBe('2 घण्टामा');
    expect(ago('en-x-pt', 60_000)).toBe('há 1 minuto');
  });

  it('is exact from a day on', () => {
    expect(ago(86_400_000)).toBe('2 Nov 2026, 12:00');
  });
});

it('writes dates, times and zones alone', () => {
  expect(formatDate('2026-11-02T18:15:00Z')).toBe('3 Nov 2026');
  expect(formatTime('2026-11-02T18:15:09Z', { seconds: true })).toBe('00:00:09');
  expect(zoneName('UTC')).toBe('UTC');
});
