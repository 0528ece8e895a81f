import { CalendarDateTime, fromDate, toCalendarDateTime, toZoned } from '@internationalized/date';

export type DateTimeOptions = {
  /** `end` closes a period: its last minute, 23:59, is stored as the midnight after it. */
  boundary?: 'start' | 'end';
};

export const startOfDay = new CalendarDateTime(2000, 1, 1, 0, 0);
export const endOfDay = new CalendarDateTime(2000, 1, 1, 23, 59);

/** What a field shows of an instant: the midnight that ends a period is the last minute before it. */
export function toWall(iso: string, timeZone: string, isEnd: boolean): CalendarDateTime {
  const wall = toCalendarDateTime(fromDate(new Date(iso), timeZone)).set({ second: 0, millisecond: 0 });
  return isEnd && wall.hour === 0 && wall.minute === 0 ? wall.subtract({ minutes: 1 }) : wall;
}

export function toIso(wall: CalendarDateTime, timeZone: string, isEnd: boolean): string {
  const isLastMinute = isEnd && wall.hour === 23 && wall.minute === 59;
  return toZoned(isLastMinute ? wall.add({ minutes: 1 }) : wall, timeZone)
    .toDate()
    .toISOString();
}

export function todayAt(time: CalendarDateTime, timeZone: string): CalendarDateTime {
  const today = toCalendarDateTime(fromDate(new Date(), timeZone));
  return today.set({ hour: time.hour, minute: time.minute, second: 0, millisecond: 0 });
}
