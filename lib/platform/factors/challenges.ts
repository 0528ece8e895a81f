import { randomBytes } from 'node:crypto';
import type { Executor } from '@/db/client';
import { passkeyChallenges } from '@/db/schema/factors';
import { readSignedToken, signToken } from '@/lib/platform/keys/signed-token';

type Purpose = (typeof passkeyChallenges.$inferSelect)['purpose'];
type ChallengeFor = { purpose: Purpose; userId: number | null };

const seconds = 5 * 60;
const signedFor = 'passkey challenge';

const saidOf = ({ purpose, userId }: ChallengeFor) => `${purpose} ${userId ?? '-'}`;

/**
 * A new challenge in base64url: good once, for five minutes, for this purpose and this user. It carries all that in itself, signed:
 * nothing is written until it is answered, so that no number of strangers who ask keeps anybody from asking.
 */
export function openChallenge(of: ChallengeFor, now: Date): string {
  const said = [saidOf(of), now.getTime() + seconds * 1000, randomBytes(16).toString('base64url')].join('|');
  return Buffer.from(signToken(signedFor, said)).toString('base64url');
}

/** Uses a challenge up: true when it was opened for this and is still good. Of two answers to one, only one gets true. */
export async function takeChallenge(db: Executor, challenge: string, of: ChallengeFor, now: Date): Promise<boolean> {
  const said = readSignedToken(signedFor, Buffer.from(challenge, 'base64url').toString());
  const [about, expires, nonce] = said?.split('|') ?? [];
  if (about !== saidOf(of) || nonce === undefined || !(Number(expires) > now.getTime())) return false;
  // Only what was used is kept, until it would have ended anyway.
  const taken = await db
    .insert(passkeyChallenges)
    .values({ challenge: `used ${nonce}`, ...of, expiresAt: new Date(Number(expires)) })
    .onConflictDoNothing({ target: passkeyChallenges.challenge })
    .returning({ id: passkeyChallenges.id });
  return taken.length > 0;
}
