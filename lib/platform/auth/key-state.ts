/** Whether a key works, by itself: its integrator may be switched off. */
export type KeyState = 'active' | 'revoked' | 'expired';

type Ends = { revokedAt: Date | null; expiresAt: Date | null };

export function keyState({ revokedAt, expiresAt }: Ends, now: Date): KeyState {
  if (revokedAt) return 'revoked';
  return expiresAt && expiresAt <= now ? 'expired' : 'active';
}
