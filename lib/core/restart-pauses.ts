export type RestartPauses = {
  /** To be called when the thing runs. */
  began: () => void;
  /** For the attempt that follows, after how long; nothing once it has been tried often enough. */
  next: () => { attempt: number; pauseMs: number } | undefined;
};

export type RestartOptions = {
  /** Before the first attempt, the second and so on; none is made after the last one. */
  pausesMs?: readonly number[];
  /** Once it has run for so long, an end is a new one and not one more of the same. */
  settledMs?: number;
};

const usualPauses = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000];

/** How long to wait before what has ended is started again. */
export function restartPauses({ pausesMs = usualPauses, settledMs = 60_000 }: RestartOptions = {}): RestartPauses {
  let attempt = 0;
  // Null from its end until it runs again: a machine that takes minutes for its starts is no reason to begin to count again.
  let runningSince: number | null = Date.now();
  return {
    began() {
      runningSince = Date.now();
    },
    next() {
      if (runningSince !== null && Date.now() - runningSince > settledMs) attempt = 0;
      runningSince = null;
      const pauseMs = pausesMs[attempt];
      if (pauseMs === undefined) return undefined;
      attempt += 1;
      return { attempt, pauseMs };
    },
  };
}
