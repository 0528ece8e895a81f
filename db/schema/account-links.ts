import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea, createdAt, identity, instant, reference } from './columns';
import { integrators } from './integrators';
import { users } from './team';

/** Of people who are asked to join the team. Their account is made when they choose a password. */
export const invitations = pgTable(
  'invitations',
  {
    id: identity(),
    email: text().notNull(),
    name: text().notNull(),
    /** By name, such as `support` or `own:7`: one that is deleted meanwhile is given to nobody. */
    role: text().$type<'admin' | 'supervisor' | 'support' | 'viewer' | 'partner' | `own:${number}`>().notNull(),
    /** Of a partner: the integrator that they will see. */
    integratorId: reference().references(() => integrators.id),
    /** Of the link that works; sending again makes another. */
    tokenDigest: bytea().notNull(),
    invitedBy: reference()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    /** When the link last went out by mail; none where it was handed over. */
    mailedAt: instant(),
    acceptedAt: instant(),
    withdrawnAt: instant(),
  },
  (t) => [
    unique('invitations_token_digest_key').on(t.tokenDigest),
    uniqueIndex('invitations_open_email_key')
      .on(sql`lower(${t.email})`)
      .where(sql`${t.acceptedAt} is null and ${t.withdrawnAt} is null`),
    index('invitations_integrator_id_idx').on(t.integratorId),
    check('invitations_integrator_id_check', sql`(${t.role} = 'partner') = (${t.integratorId} is not null)`),
    check('invitations_end_check', sql`${t.acceptedAt} is null or ${t.withdrawnAt} is null`),
  ],
);

/** The one link with which a user can choose a new password; gone once it was used. */
export const passwordLinks = pgTable(
  'password_links',
  {
    userId: reference()
      .primaryKey()
      .references(() => users.id),
    tokenDigest: bytea().notNull(),
    /** Who reset the password and may hand the link over; none where its person asked for it. */
    madeBy: reference().references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (t) => [unique('password_links_token_digest_key').on(t.tokenDigest)],
);
