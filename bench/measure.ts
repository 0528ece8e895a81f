/** The middle one of what was measured. */
export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Milliseconds that the work takes. */
export async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Prints a figure next to its limit. A figure that does not hold ends the process with 1. */
export function report(what: string, figure: string, limit = '', holds = true): void {
  if (!holds) process.exitCode = 1;
  console.log(`${holds ? 'ok  ' : 'OVER'} ${what.padEnd(60)} ${figure.padStart(12)}   ${limit}`);
}
