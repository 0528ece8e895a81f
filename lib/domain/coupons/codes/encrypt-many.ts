import { timeSlices } from '@/lib/core/time-slices';
import { type EncryptedCode, encryptCode } from './encrypt-code';

/** `count` new codes, sealed, in the order that fills the unique index quickest. */
export async function encryptMany(make: () => string, count: number): Promise<EncryptedCode[]> {
  const pause = timeSlices();
  const sealed: EncryptedCode[] = [];
  while (sealed.length < count) {
    sealed.push(encryptCode(make()));
    if (sealed.length % 32 === 0) await pause();
  }
  return inDigestOrder(sealed);
}

/** By the digest's first 32 bits: near enough for the index, and ten times as quick as comparing whole ones. */
function inDigestOrder(sealed: EncryptedCode[]): EncryptedCode[] {
  return sealed.sort((a, b) => a.digest.readUInt32BE(0) - b.digest.readUInt32BE(0));
}
