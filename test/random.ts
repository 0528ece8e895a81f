/** A source of whole numbers from 0 up to, not including, a limit; the same seed gives the same numbers. */
export function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

/**
 * The seed of every random test. The same in each run, so that whether a commit passes does not depend on luck;
 * `TEST_SEED=…` tries others, and repeats what another one found.
 */
export const testSeed = Number(process.env.TEST_SEED ?? 1);

/** For runs that go on for as long as one likes, and print it. */
export const newSeed = (): number => Math.floor(Math.random() * 2 ** 30);
