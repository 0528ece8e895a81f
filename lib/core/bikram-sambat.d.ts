/** The part of the package that is used: it has no types of its own. */
declare module 'bikram-sambat' {
  /** Of a day such as `2026-07-17`. @throws Error for a day outside of its table, which ends with BS 2090 (April 2034) */
  export function toBik(day: string): { year: number; month: number; day: number };
}
