import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Secrets } from '../data-dir';

export const keysName = 'keys.json';

// 64 MiB and about a quarter of a second for each guess.
const cost = { N: 65_536, r: 8, p: 1 };
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const schema = z.object({
  scrypt: z.object({ N: z.number().max(1_048_576), r: z.number().max(32), p: z.number().max(16), salt: base64 }),
  /** Tells a wrong passphrase from a damaged file. */
  check: base64,
  iv: base64,
  tag: base64,
  encrypted: base64,
});

/**
 * The keys of a backup, encrypted (AES-256-GCM) with a key of the passphrase (scrypt) and bound to the manifest: with a
 * manifest that was changed they do not open.
 */
export function encryptKeys(secrets: Secrets, passphrase: string, manifest: Buffer): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const { key, check } = derive(passphrase, { ...cost, salt });
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(digestOf(manifest));
  const encrypted = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return `${JSON.stringify(
    {
      scrypt: { ...cost, salt: text(salt) },
      ...{ check: text(check), iv: text(iv), tag: text(cipher.getAuthTag()), encrypted: text(encrypted) },
    },
    null,
    2,
  )}\n`;
}

/** @throws in words when the passphrase is another one, or when a file was changed */
export function decryptKeys(text: Buffer, passphrase: string, manifest: Buffer): Secrets {
  const parsed = parse(text);
  const { key, check } = derive(passphrase, parsed.scrypt);
  if (check.length !== parsed.check.length || !timingSafeEqual(check, parsed.check)) {
    throw new Error('This is not the passphrase of this backup. Nothing was changed.');
  }
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, parsed.iv, { authTagLength: 16 });
    cipher.setAAD(digestOf(manifest)).setAuthTag(parsed.tag);
    const opened = Buffer.concat([cipher.update(parsed.encrypted), cipher.final()]);
    return JSON.parse(opened.toString('utf8')) as Secrets;
  } catch {
    throw new Error(`manifest.json or ${keysName} of this backup was changed after it was made. Nothing was changed.`);
  }
}

function parse(text: Buffer): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    throw new Error(`${keysName} of this backup is damaged: the codes in it cannot be decrypted without it.`);
  }
}

function derive(passphrase: string, { salt, ...scrypt }: z.infer<typeof schema>['scrypt']) {
  const bytes = scryptSync(passphrase.normalize('NFC'), salt, 48, { ...scrypt, maxmem: 2 * 128 * scrypt.N * scrypt.r });
  return { key: bytes.subarray(0, 32), check: bytes.subarray(32) };
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
