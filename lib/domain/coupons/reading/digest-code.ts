import { createHmac } from 'node:crypto';
import { keyring } from '@/lib/platform/keys/keyring';
import { normalizeCode } from './normalize-code';

/** The keyed digest that a code is found by, a coupon's own or an issued one: of its normalized form. */
export function digestCode(code: string): Buffer {
  return digestNormalized(normalizeCode(code));
}

export function digestNormalized(normalized: string): Buffer {
  return createHmac('sha256', keyring().digest.active.object).update(normalized).digest();
}
