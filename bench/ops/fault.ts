import type { Program } from './programs';

/** A figure of a fault, next to what it has to be. */
export type Figure = { what: string; limit: string; measured: string; holds: boolean };

/** What can happen to a desk that runs, and what may come of it. */
export type Fault = {
  name: string;
  /** What has to be installed for it, beyond the project's own packages. */
  needs: Program[];
  run: (scratch: string) => Promise<Figure[]>;
};

/** A number that may be `most` at most. */
export function atMost(what: string, measured: number, most: number, unit = ''): Figure {
  const text = (value: number) => `${Number.isInteger(value) ? value : value.toFixed(1)}${unit && ` ${unit}`}`;
  return {
    what,
    limit: most === 0 ? 'none' : `${text(most)} at most`,
    measured: text(measured),
    holds: measured <= most,
  };
}

/** What has to be so. */
export const isSo = (what: string, holds: boolean, measured = holds ? 'yes' : 'no'): Figure => ({
  what,
  limit: 'yes',
  measured,
  holds,
});
