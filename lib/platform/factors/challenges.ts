import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { passkeyChallenges } from '@/db/schema/factors';

type Purpose = (typeof passkeyChallenges.$inferSelect)['purpose'];
type ChallengeFor = { purpose: Purpose; userId: number | null };

const seconds = 5 * 60;

/** A new challenge in base64url: good once, for five minutes, for this purpose and this user. */
export async function openChallenge(db: Executor, { purpose, userId }: ChallengeFor, now: Date): Promise<string> {
  const challenge = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + seconds * 1000);
  await db.insert(passkeyChallenges).values({ challenge, purpose, userId, expiresAt });
  return challenge;
}

/** Uses a challenge up: true when it was opened for this and is still good. Of two answers to one, only one gets true. */
export async function takeChallenge(
  db: Executor,
  challenge: string,
  { purpose, userId }: ChallengeFor,
  now: Date,
): Promise<boolean> {
  const taken = await db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challenge, challenge),
        eq(passkeyChallenges.purpose, purpose),
        userId === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, userId),
        gt(passkeyChallenges.expiresAt, now),
      ),
    )
    .returning({ id: passkeyChallenges.id });
  return taken.length > 0;
}
