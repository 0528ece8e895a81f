import { hash, randomBytes } from 'node:crypto';

/** For so long a link that was mailed or handed over works. */
export const linkMinutes = 60;

export type LinkToken = { token: string; tokenDigest: Buffer; expiresAt: Date };

/** The token of a new link. The link has it after `#`, which no browser sends or names to another site; a row has its digest. */
export function makeLinkToken(now: Date): LinkToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenDigest: digestOfToken(token), expiresAt: new Date(now.getTime() + linkMinutes * 60_000) };
}

export function digestOfToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
