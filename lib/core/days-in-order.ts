import { Invalid } from './errors';

/** Days of a calendar, `2026-12-31`, or instants; what is missing is an open end. */
type Range<T> = { from?: T | null | undefined; to?: T | null | undefined };

export const areInOrder = <T extends string | Date>({ from, to }: Range<T>): boolean => !from || !to || from <= to;

/** Nothing is between an end and a later start: it is said, where an empty answer would look like one. @throws Invalid */
export function assertInOrder<T extends string | Date>(
  range: Range<T>,
  sentence = 'Give a day that is not before the first.',
) {
  if (!areInOrder(range)) throw new Invalid({ to: [sentence] });
}
