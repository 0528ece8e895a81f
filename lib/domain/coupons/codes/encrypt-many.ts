import { timeSlices } from '@/lib/core/time-slices';
import { type EncryptedCode, encryptCode } from './encrypt-code';

/** `count` new codes, encrypted, in the order that fills the unique index quickest. */
export async function encryptMany(make: () => string, count: number): Promise<EncryptedCode[]> {
  const pause = timeSlices();
  const encrypted: EncryptedCode[] = [];
  while (encrypted.length < count) {
    encrypted.push(encryptCode(make()));
    if (encrypted.length % 32 === 0) await pause();
  }
  return inDigestOrder(encrypted);
}

/** By the digest's first 32 bits: near enough for the index, and ten times as quick as comparing whole ones. */
function inDigestOrder(encrypted: EncryptedCode[]): EncryptedCode[] {
  return encrypted.sort((a, b) => a.digest.readUInt32BE(0) - b.digest.readUInt32BE(0));
}
