import { setImmediate as nextTurn } from 'node:timers/promises';
import { type SealedCode, unsealCode } from './seal-code';
import { sealInBulk } from './seal-in-bulk';

/** How long other work of this process may have to wait for sealing. */
const sliceMs = 8;
/** Codes sealed in one go: one or two milliseconds. */
export const sealedAtOnce = 256;

/** Lets everything else that waits have its turn whenever `sliceMs` are used up. */
export function timeSlices(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}

/**
 * `count` new codes, sealed, in the order that fills the unique index quickest. One of them is opened again the ordinary
 * way: nothing that could not be read may be issued.
 */
export async function sealMany(make: () => string, count: number): Promise<SealedCode[]> {
  const pause = timeSlices();
  const sealed: SealedCode[] = [];
  let last: string[] = [];
  while (sealed.length < count) {
    last = Array.from({ length: Math.min(sealedAtOnce, count - sealed.length) }, make);
    for (const code of sealInBulk(last)) sealed.push(code);
    await pause();
  }
  const probe = sealed.at(-1);
  if (probe && unsealCode(probe) !== last.at(-1)) throw new Error('What was sealed does not open.');
  return inDigestOrder(sealed);
}

/** By the digest's first 32 bits: near enough for the index, and ten times as quick as comparing whole ones. */
function inDigestOrder(sealed: SealedCode[]): SealedCode[] {
  return sealed.sort((a, b) => a.digest.readUInt32BE(0) - b.digest.readUInt32BE(0));
}
