import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { type Cipher, ciphers } from './cipher';

/** 32 bytes, and what an encryption key is used with. */
export type RawKey = { bytes: Buffer; cipher: Cipher };
/** Raw keys by id. The active one encrypts and digests what is new; the others only read. */
export type KeyMaterial = { active: number; byId: ReadonlyMap<number, RawKey> };
export type AllKeys = { encryption: KeyMaterial; digest: KeyMaterial };

/** Where the process has its keys from. A key management service is one more of these. */
export type KeySource = { readonly name: string; read: () => AllKeys };

const key32 = z.base64('must be base64').transform((text, issues) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 32) return bytes;
  issues.addIssue({ code: 'custom', message: 'must be 32 bytes in base64' });
  return z.NEVER;
});
const keyId = z.coerce.number().int().min(1).max(32_767);
const rawKey = z.object({ id: keyId, bytes: key32, cipher: z.enum(ciphers) });

/** `2:base64,1:base64`: the first is the active one. An encryption key can name its cipher: `2:base64:chacha20-poly1305`. */
function parseKeys(name: string, text: string): KeyMaterial {
  const pairs = text.split(',').map((pair) => {
    const [id, bytes, cipher = ciphers[0], ...rest] = pair.trim().split(':');
    const parsed = rawKey.safeParse({ id, bytes, cipher });
    const isPlain = name === 'SEALING_KEYS' || cipher === ciphers[0];
    if (!parsed.success || !isPlain || rest.length > 0) {
      throw new Error(`${name} has to be ID:KEY,ID:KEY with keys of 32 bytes in base64.`);
    }
    const { id: known, ...key } = parsed.data;
    return [known, key] as const;
  });
  const byId = new Map(pairs);
  const [first] = pairs;
  if (!first || byId.size < pairs.length) throw new Error(`${name} names an id twice.`);
  return { active: first[0], byId };
}

const single = (id: number, key: string): KeyMaterial => ({
  active: id,
  byId: new Map([[id, { bytes: Buffer.from(key, 'base64'), cipher: ciphers[0] }]]),
});

function choose(name: string, list: string | undefined, one: string | undefined, id: number): KeyMaterial {
  if (list) return parseKeys(`${name}S`, list);
  if (one) return single(id, one);
  throw new Error(`Neither ${name}S nor ${name} is set.`);
}

type KeyVariables = {
  [name in 'SEALING_KEYS' | 'SEALING_KEY' | 'DIGEST_KEYS' | 'DIGEST_KEY']?: string | undefined;
};

/** Keys as variables and backups have them. */
export function readKeys(
  { SEALING_KEYS, SEALING_KEY, DIGEST_KEYS, DIGEST_KEY }: KeyVariables,
  sealingKeyId = 1,
): AllKeys {
  return {
    encryption: choose('SEALING_KEY', SEALING_KEYS, SEALING_KEY, sealingKeyId),
    digest: choose('DIGEST_KEY', DIGEST_KEYS, DIGEST_KEY, 1),
  };
}

const environment: KeySource = { name: 'environment', read: () => readKeys(env(), env().SEALING_KEY_ID) };

const fileSchema = z.object({ SEALING_KEYS: z.string(), DIGEST_KEYS: z.string() });

/** A file of JSON, as a secret store mounts it. */
const file = (path: string): KeySource => ({
  name: path,
  read: () => {
    const parsed = fileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) throw new Error(`${path} has to hold SEALING_KEYS and DIGEST_KEYS.`);
    const { SEALING_KEYS, DIGEST_KEYS } = parsed.data;
    return { encryption: parseKeys('SEALING_KEYS', SEALING_KEYS), digest: parseKeys('DIGEST_KEYS', DIGEST_KEYS) };
  },
});

export function keySource(): KeySource {
  const { KEY_FILE } = env();
  return KEY_FILE ? file(KEY_FILE) : environment;
}
