import { index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';
import { sessions, users } from './team';

/** Who a provider's account is here. The provider gives nobody else the same subject, which it promises of no email. */
export const oidcIdentities = pgTable(
  'oidc_identities',
  {
    id: identity(),
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: reference()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    lastUsedAt: instant(),
  },
  (t) => [
    unique('oidc_identities_subject_key').on(t.issuer, t.subject),
    unique('oidc_identities_user_key').on(t.userId, t.issuer),
  ],
);

/** Browsers that were sent to a provider and are not back: each comes back once, within minutes. */
export const oidcRequests = pgTable(
  'oidc_requests',
  {
    id: identity(),
    /** Of the browser's cookie, from which what the provider is sent is derived. */
    tokenDigest: bytea().notNull(),
    /** By its name in the environment: another provider's answer is none to this. */
    provider: text().notNull(),
    /** The session that is to be proven; none where one signs in. */
    sessionId: reference().references(() => sessions.id, { onDelete: 'cascade' }),
    returnTo: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    unique('oidc_requests_token_digest_key').on(t.tokenDigest),
    index('oidc_requests_expires_at_idx').on(t.expiresAt),
    index('oidc_requests_session_id_idx').on(t.sessionId),
  ],
);
