import type { Executor } from '@/db/client';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { noteDevice } from './known-device';
import { rememberNetwork } from './limit-sign-ins';
import { openSession } from './session';

/** Where a sign-in comes from. `device` is the cookie of a browser that signed in before. */
export type SignInSource = { address: string; userAgent?: string | undefined; device?: string | undefined };

export type SignedIn = {
  id: number;
  name: string;
  email: string;
  actor: UserActor;
  sessionToken: string;
  device: string;
};

/** What somebody signed in with, besides a password or in place of one. */
type SignInWay = 'password' | 'totp' | 'recovery_code' | 'passkey' | 'passkey_alone' | 'provider';

type SignInUser = Pick<UserActor, 'id' | 'name' | 'email' | 'role'>;
type Shown = {
  user: SignInUser;
  source: SignInSource;
  way: SignInWay;
  /** Who said so, where it was somebody else. */
  provider?: string;
  /** When they showed it, where that was before. */
  provenAt?: Date | undefined;
};

/** Opens the session of somebody who has shown all that they have to, within the transaction that made sure of it. */
export async function completeSignIn(
  tx: Executor,
  { user, source, way, provider, provenAt }: Shown,
  now: Date,
): Promise<SignedIn> {
  const { id, name, email, role } = user;
  const byFactor = way !== 'password' && way !== 'provider';
  const sessionToken = await openSession(tx, { ...source, userId: id, now, provenAt, byFactor });
  await rememberNetwork(tx, id, source.address, now);
  const device = await noteDevice(tx, { ...source, userId: id, token: source.device }, now);
  const actor = { kind: 'user' as const, id, name, email, role, sessionId: 0 };
  await recordAudit(
    { actor, db: tx, now: () => now },
    {
      action: 'user.signed_in',
      subjectKind: 'user',
      subjectId: id,
      ...(way === 'password' ? {} : { data: { way, ...(provider === undefined ? {} : { provider }) } }),
    },
  );
  return { id, name, email, actor, sessionToken, device };
}
