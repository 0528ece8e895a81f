import { setImmediate as nextTurn } from 'node:timers/promises';
import { type SealedCode, sealCode } from './seal-code';

/** How long other work of this process may have to wait for sealing. */
const sliceMs = 8;

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

/** `count` new codes, sealed, in the order that fills the unique index quickest. */
export async function sealMany(make: () => string, count: number): Promise<SealedCode[]> {
  const pause = timeSlices();
  const sealed: SealedCode[] = [];
  while (sealed.length < count) {
    sealed.push(sealCode(make()));
    if (sealed.length % 32 === 0) await pause();
  }
  return inDigestOrder(sealed);
}

/** By the digest's first 32 bits: near enough for the index, and ten times as quick as comparing whole ones. */
function inDigestOrder(sealed: SealedCode[]): SealedCode[] {
  return sealed.sort((a, b) => a.digest.readUInt32BE(0) - b.digest.readUInt32BE(0));
}
