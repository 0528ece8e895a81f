import { daysInMonth } from 'bikram-sambat';
import { describe, expect, it } from 'vitest';
import { daysInNepaliMonth, fromNepaliDay, toNepaliDay } from './nepali-calendar';

const dayMs = 86_400_000;
const text = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
const newYear2000 = Date.UTC(1943, 3, 14) / dayMs;
const months = Array.from({ length: 12 }, (_, index) => index + 1);

describe('the Nepali calendar', () => {
  it('has every day of the published tables, BS 2000 to 2090', () => {
    let at = newYear2000;
    for (let year = 2000; year <= 2090; year++) {
      for (const month of months) {
        for (let day = 1; day <= daysInMonth(year, month); day++) {
          expect(toNepaliDay(text(at++))).toEqual({ year, month, day });
        }
      }
    }
    expect(text(at)).toBe('2034-04-14');
  });

  it('goes on after them, a day after a day, in months of 29 to 32 days', () => {
    let last = toNepaliDay('2034-04-13');
    expect(last).toEqual({ year: 2090, month: 12, day: 30 });
    for (let at = Date.UTC(2034, 3, 14) / dayMs; at < Date.UTC(2120, 0, 1) / dayMs; at++) {
      const next = toNepaliDay(text(at));
      if (next.day === 1) {
        expect(last.day).toBeGreaterThanOrEqual(29);
        expect(last.day).toBeLessThanOrEqual(32);
        expect(next.year * 12 + next.month).toBe(last.year * 12 + last.month + 1);
      } else expect(next).toEqual({ ...last, day: last.day + 1 });
      last = next;
    }
    expect(last.year).toBe(2176);
  });

  it('begins before the epoch too', () => {
    expect(toNepaliDay('1943-04-13')).toMatchObject({ year: 1999, month: 12 });
    expect(toNepaliDay('1943-04-14')).toEqual({ year: 2000, month: 1, day: 1 });
  });

  it('leads back to the same day, in the tables and around them', () => {
    for (let at = Date.UTC(1930, 0, 1) / dayMs; at < Date.UTC(2060, 0, 1) / dayMs; at++) {
      expect(fromNepaliDay(toNepaliDay(text(at)))).toBe(text(at));
    }
  });

  it('has no day that its months have not', () => {
    expect(daysInNepaliMonth(2083, 4)).toBe(daysInMonth(2083, 4));
    const day = { year: 2083, month: 4, day: daysInMonth(2083, 4) };
    expect(fromNepaliDay({ ...day, day: 1 })).toBe('2026-07-17');
    expect(fromNepaliDay(day)).not.toBeNull();
    for (const wrong of [{ day: day.day + 1 }, { day: 0 }, { day: 1.5 }, { month: 0 }, { month: 13 }, { year: 83 }]) {
      expect(fromNepaliDay({ ...day, ...wrong })).toBeNull();
    }
  });
});
