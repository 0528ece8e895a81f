import { createHmac } from 'node:crypto';
import { type Key, keyring } from '@/lib/platform/keys/keyring';
import { normalizeCode } from './normalize-code';

/** What a code is written with: its digest under the active key, and those that rows of before can be found by. */
export type Digests = {
  digest: Buffer;
  digestKeyId: number;
  /** Under the other digest keys that are loaded: none, but while keys are rotated. */
  otherDigests: Buffer[];
};

/** Of a code's normalized form: a coupon's own or an issued one. */
export function digestNormalized(normalized: string): Digests {
  const { active, byId } = keyring().digest;
  const digest = digestUnder(active, normalized);
  // Of a million codes, each makes this call.
  if (byId.size === 1) return { digest, digestKeyId: active.id, otherDigests: none };
  const others = [...byId.values()].filter(({ id }) => id !== active.id);
  return { digest, digestKeyId: active.id, otherDigests: others.map((key) => digestUnder(key, normalized)) };
}

const none: Buffer[] = [];

/** The digest that a code is written with and compared by. */
export const digestCode = (code: string): Buffer => digestNormalized(normalizeCode(code)).digest;

/** Every digest that a code can be found by, the active key's first. */
export function digestsOf(code: string): Buffer[] {
  const { digest, otherDigests } = digestNormalized(normalizeCode(code));
  return [digest, ...otherDigests];
}

/** What a coupon keeps of its own code. */
export function ownDigests(code: string): { codeDigest: Buffer; otherDigests: Buffer[] | null } {
  const [codeDigest, ...others] = digestsOf(code) as [Buffer, ...Buffer[]];
  return { codeDigest, otherDigests: others.length === 0 ? null : others };
}

/** Whether rows of more than one digest key can be there. */
export const isDigestRotated = (): boolean => keyring().digest.byId.size > 1;

/**
 * A row's digest again, under the active key. One that its own text does not give, of a time when other characters counted
 * as part of a code, gets one that no code gives either.
 */
export function digestAgain(text: string, digest: Buffer): Buffer {
  const [active, ...others] = digestsOf(text) as [Buffer, ...Buffer[]];
  if (active.equals(digest) || others.some((other) => other.equals(digest))) return active;
  return digestUnder(keyring().digest.active, digest);
}

const digestUnder = ({ object }: Key, content: string | Buffer): Buffer =>
  createHmac('sha256', object).update(content).digest();
