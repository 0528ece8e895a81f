import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { resetEnv } from '@/lib/core/env';
import { decryptCode, encryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { decryptTotpSecret, encryptTotpSecret } from '@/lib/platform/factors/encrypt-totp-secret';
import { decryptSecret, encryptSecret } from '@/lib/platform/webhooks/encrypt-secret';
import { encryptedPieces } from './encrypt-piece';
import { keyring, resetKeyring } from './keyring';

const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');
const load = (SEALING_KEYS: string, DIGEST_KEYS = `1:${key('d')}`) => {
  vi.stubEnv('SEALING_KEYS', SEALING_KEYS);
  vi.stubEnv('DIGEST_KEYS', DIGEST_KEYS);
  resetEnv();
  resetKeyring();
};
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1/none');
  vi.stubEnv('NEXTAUTH_SECRET', key('n'));
  for (const name of ['SEALING_KEY', 'DIGEST_KEY', 'KEY_FILE']) vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
  resetKeyring();
});

it('a key with another cipher encrypts what is new, and what the earlier one wrote is read', async () => {
  load(`1:${key('a')}`);
  const earlier = encryptCode('ABCD-EFGH');
  load(`2:${key('b')}:chacha20-poly1305,1:${key('a')}`);
  expect(keyring().encryption.active.cipher).toBe('chacha20-poly1305');
  const later = encryptCode('ABCD-EFGH');
  expect([earlier.sealingKeyId, later.sealingKeyId]).toEqual([1, 2]);
  expect([decryptCode(earlier), decryptCode(later)]).toEqual(['ABCD-EFGH', 'ABCD-EFGH']);
  expect(() => decryptCode({ ...later, digest: Buffer.alloc(32) })).toThrow();
  const altered = Buffer.from(later.sealed);
  altered[14] = (altered[14] ?? 0) ^ 1;
  expect(() => decryptCode({ ...later, sealed: altered })).toThrow();

  expect(decryptSecret(encryptSecret('whsec_x', 7), 7)).toBe('whsec_x');
  expect(() => decryptSecret(encryptSecret('whsec_x', 7), 8)).toThrow();
  expect(decryptTotpSecret(encryptTotpSecret(Buffer.from('secret'), 7), 7).toString()).toBe('secret');
  const { encrypt, decrypt } = encryptedPieces('test');
  const piece = await encrypt(Buffer.from('rows'), 'here');
  expect((await decrypt(piece, 'here')).toString()).toBe('rows');
});

it('the same key with another cipher has another fingerprint, and one without a cipher the one that it had', () => {
  const fingerprint = (text: string) => {
    load(text);
    return keyring().encryption.active.fingerprint.toString('hex');
  };
  expect(fingerprint(`1:${key('a')}:aes-256-gcm`)).toBe(fingerprint(`1:${key('a')}`));
  expect(fingerprint(`1:${key('a')}:chacha20-poly1305`)).not.toBe(fingerprint(`1:${key('a')}`));
});

it.each([
  [`1:${key('a')}:aes-128-gcm`, undefined],
  [`1:${key('a')}:aes-256-gcm:more`, undefined],
  [`1:${key('a')}`, `1:${key('d')}:chacha20-poly1305`],
])('%s is refused', (sealing, digest) => {
  load(sealing, digest);
  expect(() => keyring()).toThrow(/has to be ID:KEY/);
});
