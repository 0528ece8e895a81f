export type Batches = {
  /** The most that one step takes. */
  size: number;
  /** No further step begins once it has ended. */
  signal?: AbortSignal | undefined;
};

/** Repeats a step, which takes at most `size` and says how many it took, until one took fewer. @returns how many in all */
export async function inBatches({ size, signal }: Batches, step: (size: number) => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const taken = await step(size);
    all += taken;
    if (taken < size || signal?.aborted) return all;
  }
}
