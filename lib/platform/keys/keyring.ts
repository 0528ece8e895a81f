import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { type KeyMaterial, keySource } from './key-source';

export type KeyPurpose = 'encryption' | 'digest';
/** As a key object: OpenSSL takes four times as long over a key that it is handed as bytes. */
export type Key = { id: number; object: KeyObject; fingerprint: Buffer };
export type Keys = { active: Key; byId: ReadonlyMap<number, Key> };

let loaded: Record<KeyPurpose, Keys> | undefined;

/** The process's keys, read from their source on first use. */
export function keyring(): Record<KeyPurpose, Keys> {
  if (loaded) return loaded;
  const { encryption, digest } = keySource().read();
  loaded = { encryption: toKeys(encryption), digest: toKeys(digest) };
  return loaded;
}

/** For tests, and after the environment was changed. */
export function resetKeyring(): void {
  loaded = undefined;
  derived.clear();
}

/** The encryption key that wrote a row. @throws when it is not loaded */
export function encryptionKey(id: number): Key {
  const key = keyring().encryption.byId.get(id);
  if (key) return key;
  throw new Error(`This was encrypted with key ${id}, which is not loaded. Add it to SEALING_KEYS.`);
}

const derived = new Map<string, KeyObject>();

/** A key of its own for one purpose, so that what is encrypted for one never opens as another. */
export function deriveKey({ id, object }: Key, purpose: string): KeyObject {
  const name = `${id} ${purpose}`;
  const known = derived.get(name);
  if (known) return known;
  const made = createSecretKey(Buffer.from(hkdfSync('sha256', object, '', purpose, 32)));
  derived.set(name, made);
  return made;
}

function toKeys({ active, byId }: KeyMaterial): Keys {
  const keys = new Map([...byId].map(([id, bytes]) => [id, toKey(id, bytes)]));
  const first = keys.get(active);
  if (!first) throw new Error(`There is no key ${active}.`);
  return { active: first, byId: keys };
}

function toKey(id: number, bytes: Buffer): Key {
  const object = createSecretKey(bytes);
  // Distinguishes keys and reveals nothing about them.
  const fingerprint = createHmac('sha256', object).update('coupon-desk key fingerprint').digest().subarray(0, 16);
  return { id, object, fingerprint };
}
