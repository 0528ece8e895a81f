import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey, type Key, keyring } from './keyring';

/** What a public page's address carries: what the page is about, in clear, and our signature of it for this purpose alone. */
export function signToken(purpose: string, text: string): string {
  const payload = Buffer.from(text).toString('base64url');
  return `${payload}.${sign(purpose, payload, keyring().digest.active).toString('base64url')}`;
}

/** The text of such a token, also of one that an earlier key signed; null for one that we did not sign. */
export function readSignedToken(purpose: string, token: string): string | null {
  const [payload = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const isOurs = [...keyring().digest.byId.values()].some((key) => {
    const right = sign(purpose, payload, key);
    return given.length === right.length && timingSafeEqual(given, right);
  });
  return isOurs ? Buffer.from(payload, 'base64url').toString() : null;
}

const sign = (purpose: string, payload: string, key: Key): Buffer =>
  createHmac('sha256', deriveKey(key, purpose)).update(payload).digest().subarray(0, 16);
