import { hash } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { and, eq, lt, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { passkeys } from '@/db/schema/factors';
import { openChallenge, takeChallenge } from './challenges';
import type { RelyingParty } from './relying-party';
import type { newPasskeyAnswer, passkeyAnswer } from './schemas';

type Asked = { purpose: 'sign_in' | 'prove'; userId: number | null; party: RelyingParty };

/** EdDSA, ES256 and RS256, by their numbers in COSE: one of them is in every authenticator. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** The same for every passkey of a user, so that one device keeps one of them. It says nothing about the person. */
const handleOf = (userId: number) => new Uint8Array(hash('sha256', `coupon-desk user ${userId}`, 'buffer'));

/** What the browser is asked to make a passkey with: one that is found without an email, and that checks its user. */
export async function askForNewPasskey(
  db: Executor,
  { user, party, appName }: { user: { id: number; email: string; name: string }; party: RelyingParty; appName: string },
  now: Date,
) {
  const own = await passkeysOf(db, user.id);
  return generateRegistrationOptions({
    rpName: appName,
    rpID: party.id,
    userID: handleOf(user.id),
    userName: user.email,
    userDisplayName: user.name,
    challenge: toBytes(openChallenge({ purpose: 'register', userId: user.id }, now)),
    excludeCredentials: own.filter(({ rpId }) => rpId === party.id).map(toDescriptor),
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** The new passkey of an answer, or null when it is not what the user was asked for. Uses the challenge up. */
export async function readNewPasskey(
  db: Executor,
  { answer, userId, party }: { answer: z.output<typeof newPasskeyAnswer>; userId: number; party: RelyingParty },
  now: Date,
): Promise<Omit<typeof passkeys.$inferInsert, 'name'> | null> {
  const verified = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(db, challenge, { purpose: 'register', userId }, now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    supportedAlgorithmIDs,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return {
    userId,
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports: answer.response.transports,
    rpId: party.id,
    createdAt: now,
  };
}

/** What the browser is asked to sign. Without a user, it offers every passkey that it has for this host. */
export async function askForPasskey(db: Executor, { purpose, userId, party }: Asked, now: Date) {
  const own = userId === null ? [] : await passkeysOf(db, userId);
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: toBytes(openChallenge({ purpose, userId }, now)),
    allowCredentials: own.map(toDescriptor),
    userVerification: 'required',
  });
}

/**
 * Whose passkey signed, or null when it is unknown, somebody else's, not what was asked for, or used before. Uses the
 * challenge up.
 */
export async function takePasskey(
  db: Executor,
  { answer, purpose, userId, party }: Asked & { answer: z.output<typeof passkeyAnswer> },
  now: Date,
): Promise<{ userId: number; passkeyId: number } | null> {
  const [known] = await db.select().from(passkeys).where(eq(passkeys.credentialId, answer.id));
  const credential = known && (userId === null || known.userId === userId) ? toCredential(known) : undefined;
  if (!known || !credential) return null;
  const verified = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(db, challenge, { purpose, userId }, now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  const counted = await db
    .update(passkeys)
    .set({ counter: newCounter, lastUsedAt: now })
    // A passkey that counts never signs twice with one count; one that does not count says 0.
    .where(and(eq(passkeys.id, known.id), or(lt(passkeys.counter, newCounter), sql`${newCounter}::bigint = 0`)))
    .returning({ id: passkeys.id });
  return counted.length > 0 ? { userId: known.userId, passkeyId: known.id } : null;
}

/** Whether a passkey that signed is still its user's; asked once their row is locked, for which a deletion waits. */
export async function isPasskeyKept(db: Executor, taken: { userId: number; passkeyId: number }): Promise<boolean> {
  const own = and(eq(passkeys.id, taken.passkeyId), eq(passkeys.userId, taken.userId));
  return (await db.$count(passkeys, own)) > 0;
}

function passkeysOf(db: Executor, userId: number) {
  return db
    .select({ credentialId: passkeys.credentialId, transports: passkeys.transports, rpId: passkeys.rpId })
    .from(passkeys)
    .where(eq(passkeys.userId, userId));
}

const toDescriptor = ({ credentialId, transports }: { credentialId: string; transports: string[] }) => ({
  id: credentialId,
  transports,
});

const toBytes = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'));

const toCredential = (row: typeof passkeys.$inferSelect): WebAuthnCredential => ({
  id: row.credentialId,
  publicKey: new Uint8Array(row.publicKey),
  counter: row.counter,
  transports: row.transports,
});
