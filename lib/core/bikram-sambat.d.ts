/** The part of the package that we use: it has no types of its own. */
declare module 'bikram-sambat' {
  /** Of BS 1970 to 2090, months from 1. */
  export function daysInMonth(year: number, month: number): number;
}
