import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long other work of this process may have to wait for one that computes. */
const sliceMs = 8;

/** Yields to other work of the process whenever `sliceMs` are used up. */
export function timeSlices(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
