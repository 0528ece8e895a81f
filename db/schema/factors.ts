import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';
import { users } from './team';

/**
 * One row a user, with their id: the secret of their authenticator app, and one that waits for its first code, next to
 * which the earlier one stays good.
 */
export const totpSecrets = pgTable(
  'totp_secrets',
  {
    id: reference()
      .primaryKey()
      .references(() => users.id),
    sealed: bytea(),
    sealingKeyId: smallint(),
    confirmedAt: instant(),
    /** The time step of the last code that was taken: neither it nor an earlier one is taken again. */
    lastStep: bigint({ mode: 'number' }),
    pendingSealed: bytea(),
    pendingSealingKeyId: smallint(),
    pendingAt: instant(),
  },
  (t) => [
    check(
      'totp_secrets_sealed_check',
      sql`(${t.sealed} is null) = (${t.sealingKeyId} is null) and (${t.sealed} is null) = (${t.confirmedAt} is null)`,
    ),
    check(
      'totp_secrets_pending_check',
      sql`(${t.pendingSealed} is null) = (${t.pendingSealingKeyId} is null)
        and (${t.pendingSealed} is null) = (${t.pendingAt} is null)`,
    ),
  ],
);

/** Single-use codes, as digests: each holds 120 random bits. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: identity(),
    userId: reference()
      .notNull()
      .references(() => users.id),
    digest: bytea().notNull(),
    createdAt: createdAt(),
    usedAt: instant(),
  },
  (t) => [unique('recovery_codes_digest_key').on(t.userId, t.digest)],
);

export const passkeys = pgTable(
  'passkeys',
  {
    id: identity(),
    userId: reference()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    /** The credential's id in base64url. */
    credentialId: text().notNull(),
    publicKey: bytea().notNull(),
    /** Of signatures, where the authenticator counts them; 0 where it does not. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    /** The host that it was made for: it signs for no other. */
    rpId: text().notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant(),
  },
  (t) => [unique('passkeys_credential_id_key').on(t.credentialId), index('passkeys_user_id_idx').on(t.userId)],
);

/** Challenges that wait for a passkey's answer: each is good once, for a few minutes. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    id: identity(),
    challenge: text().notNull(),
    purpose: text({ enum: ['register', 'sign_in', 'prove'] }).notNull(),
    /** Of a user who is known already; none on the sign-in page. */
    userId: reference().references(() => users.id),
    expiresAt: instant().notNull(),
  },
  (t) => [
    unique('passkey_challenges_challenge_key').on(t.challenge),
    index('passkey_challenges_expires_at_idx').on(t.expiresAt),
    check('passkey_challenges_purpose_check', sql`${t.purpose} in ('register', 'sign_in', 'prove')`),
  ],
);

/** A right password whose second factor is still awaited. It opens nothing but the second step. */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    id: identity(),
    tokenDigest: bytea().notNull(),
    userId: reference()
      .notNull()
      .references(() => users.id),
    /** Of the stored hash that was compared: with another password since, the second step is refused. */
    passwordDigest: bytea().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    unique('pending_sign_ins_token_digest_key').on(t.tokenDigest),
    index('pending_sign_ins_expires_at_idx').on(t.expiresAt),
  ],
);

/** Browsers that a user has signed in with, by a random cookie of each. */
export const knownDevices = pgTable(
  'known_devices',
  {
    id: identity(),
    userId: reference()
      .notNull()
      .references(() => users.id),
    digest: bytea().notNull(),
    firstSeenAt: createdAt(),
    lastSeenAt: createdAt(),
    address: text(),
    userAgent: text(),
  },
  (t) => [unique('known_devices_digest_key').on(t.userId, t.digest)],
);
