import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { Unavailable } from '@/lib/core/errors';
import { type Cipher, ciphers } from './cipher';
import { type AllKeys, type KeyMaterial, keySource, type RawKey } from './key-source';

export type KeyPurpose = 'encryption' | 'digest';
/** As a key object: OpenSSL takes four times as long over a key that it is handed as bytes. */
export type Key = { id: number; object: KeyObject; cipher: Cipher; fingerprint: Buffer };
export type Keys = { active: Key; byId: ReadonlyMap<number, Key> };

export type Keyring = Record<KeyPurpose, Keys>;

let loaded: Keyring | undefined;

/** The process's keys, read from their source on first use. */
export function keyring(): Keyring {
  loaded ??= toKeyring(keySource().read());
  return loaded;
}

export const toKeyring = ({ encryption, digest }: AllKeys): Keyring => ({
  encryption: toKeys(encryption),
  digest: toKeys(digest),
});

/** For tests, and after the environment was changed. */
export function resetKeyring(): void {
  loaded = undefined;
  derived.clear();
}

/** Says nothing against what it would read: another process can have the key. */
export class KeyNotLoaded extends Unavailable {
  override readonly name = 'KeyNotLoaded';

  constructor(id: number) {
    super('The desk cannot read this for now: its key is not loaded. Send the same request again later.');
    this.cause = `This was encrypted with key ${id}, which is not loaded. Add it to SEALING_KEYS.`;
  }
}

/** The encryption key that wrote a row. @throws KeyNotLoaded */
export function encryptionKey(id: number): Key {
  const key = keyring().encryption.byId.get(id);
  if (key) return key;
  throw new KeyNotLoaded(id);
}

const derived = new Map<string, KeyObject>();

/** A key of its own for one purpose, so that what is encrypted for one never opens as another. */
export function deriveKey({ id, object }: Pick<Key, 'id' | 'object'>, purpose: string): KeyObject {
  const name = `${id} ${purpose}`;
  const known = derived.get(name);
  if (known) return known;
  const made = createSecretKey(Buffer.from(hkdfSync('sha256', object, '', purpose, 32)));
  derived.set(name, made);
  return made;
}

/** The key of a purpose, with the cipher of what it comes from. */
export const keyFor = (key: Key, purpose: string) => ({ cipher: key.cipher, object: deriveKey(key, purpose) });

function toKeys({ active, byId }: KeyMaterial): Keys {
  const keys = new Map([...byId].map(([id, key]) => [id, toKey(id, key)]));
  const first = keys.get(active);
  if (!first) throw new Error(`There is no key ${active}.`);
  return { active: first, byId: keys };
}

function toKey(id: number, { bytes, cipher }: RawKey): Key {
  const object = createSecretKey(bytes);
  // Distinguishes keys and reveals nothing about them. The same key with another cipher reads nothing of it.
  const named = cipher === ciphers[0] ? '' : ` ${cipher}`;
  const hmac = createHmac('sha256', object).update(`coupon-desk key fingerprint${named}`);
  return { id, object, cipher, fingerprint: hmac.digest().subarray(0, 16) };
}
