/** A source of whole numbers from 0 up to, not including, a limit; the same seed gives the same numbers. */
export function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** A seed from a variable of the environment, to repeat a failure, else a new one. */
export function chooseSeed(variable: string): number {
  return Number(process.env[variable] ?? Math.floor(Math.random() * 2 ** 30));
}
