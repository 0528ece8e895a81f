import type { apiKeys } from '@/db/schema/integrators';
import { keyState } from '@/lib/platform/auth/key-state';

const dayMs = 24 * 60 * 60 * 1000;
const unusedMs = 90 * dayMs;
const endingMs = 30 * dayMs;

/** Why somebody should look at a key: nobody uses it, so it is only there to be stolen; or it ends while it is used. */
export type KeyAttention = 'unused' | 'ending';

type Looked = Pick<
  typeof apiKeys.$inferSelect,
  'createdAt' | 'lastUsedAt' | 'expiresAt' | 'revokedAt' | 'replacedById'
>;

/** Null for a key that is over, and for one that is replaced already. */
export function keyAttention(key: Looked, now: Date): KeyAttention | null {
  const { createdAt, lastUsedAt, expiresAt, replacedById } = key;
  if (replacedById || keyState(key, now) !== 'active') return null;
  if (now.getTime() - (lastUsedAt ?? createdAt).getTime() >= unusedMs) return 'unused';
  return expiresAt && expiresAt.getTime() - now.getTime() <= endingMs ? 'ending' : null;
}
