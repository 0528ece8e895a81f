import { passwordLinks } from '@/db/schema/account-links';
import { makeLinkToken } from '@/lib/platform/auth/link-token';
import type { Context } from '@/lib/platform/context/context';

/** The token of the one link of a user with which they choose a new password; an earlier one ends. Anyone who makes it may hand it over. */
export async function makePasswordLink({ actor, db, now }: Context, userId: number): Promise<string> {
  const createdAt = now();
  const { token, ...link } = makeLinkToken(createdAt);
  const values = { ...link, createdAt, madeBy: actor.kind === 'user' ? actor.id : null };
  await db
    .insert(passwordLinks)
    .values({ userId, ...values })
    .onConflictDoUpdate({ target: passwordLinks.userId, set: values });
  return token;
}
