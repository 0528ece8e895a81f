import { hash, randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { decode, encode } from 'next-auth/jwt';
import type { Executor } from '@/db/client';
import { personLimits } from '@/db/schema/limits';
import { rateLimits, roles, sessions, settings, users } from '@/db/schema/team';
import type { DeskCalendar, DeskLanguage } from '@/lib/core/entities/desk-language';
import { env } from '@/lib/core/env';
import type { UserActor } from '@/lib/platform/context/actor';
import { needsSecondFactor } from '@/lib/platform/context/permissions';
import { hasSecondFactor } from '@/lib/platform/factors/own-factors';
import { heldRole, heldRoleColumns, isActive } from './held-role';

/** As long as a session can last at most: what the cookie is kept for. The session's row decides. */
export const longestSessionSeconds = 24 * 60 * 60;

/** Until the settings are written. */
const firstLimits = { sessionHours: 12, idleMinutes: 30 };

type SessionUse = {
  /** Nobody sits there: the page asked by itself. It does not count as use. */
  isUnattended?: boolean;
};

/** Whether browsers reach us over https; inside an office's network it may be plain http. */
export const servesHttps = () => env().PUBLIC_URL?.startsWith('https://') ?? false;

/** Over https a browser takes a `__Host-` cookie from nobody but this very host. */
export const sessionCookie = () => `${servesHttps() ? '__Host-' : ''}coupon-desk-session`;

const digest = (token: string) => hash('sha256', token, 'buffer');

export async function openSession(
  db: Executor,
  input: {
    userId: number;
    now: Date;
    /** When they showed who they are, where that was elsewhere and before. */
    provenAt?: Date | undefined;
    /** Whether a second factor was what they showed. */
    byFactor?: boolean;
    address?: string | undefined;
    userAgent?: string | undefined;
  },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const [limits = firstLimits] = await db.select({ sessionHours: settings.sessionHours }).from(settings);
  await db.insert(sessions).values({
    tokenDigest: digest(token),
    userId: input.userId,
    createdAt: input.now,
    lastSeenAt: input.now,
    provenAt: input.provenAt ?? input.now,
    factorProvenAt: input.byFactor ? input.now : null,
    expiresAt: new Date(input.now.getTime() + limits.sessionHours * 60 * 60 * 1000),
    address: input.address ?? null,
    userAgent: input.userAgent?.slice(0, 300) ?? null,
  });
  return token;
}

/** The user of an open session: not signed out, not expired, the account not disabled, nor a partner's integrator. Read on every request. */
export async function findSessionUser(
  db: Executor,
  token: string,
  now: Date,
  use: SessionUse = {},
): Promise<UserActor | null> {
  const [row] = await db
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      provenAt: sessions.provenAt,
      returnedAt: sessions.returnedAt,
      idleMinutes: settings.idleMinutes,
      ...actorColumns,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(roles, eq(roles.id, users.roleId))
    .leftJoin(settings, eq(settings.id, 1))
    .where(
      and(eq(sessions.tokenDigest, digest(token)), isNull(sessions.revokedAt), gt(sessions.expiresAt, now), isActive()),
    );
  if (!row) return null;
  const absence = absenceOf(row, now);
  if (!use.isUnattended) await noteUse(db, row, now, absence === 'ends_now');
  return { ...toActor(row, row.sessionId), ...(absence ? { wasAway: true as const } : {}) };
}

/** Somebody whose approved request is done now, signed in or not; null: the account is disabled. They have no session. */
export async function findUserActor(db: Executor, userId: number): Promise<UserActor | null> {
  const [row] = await db
    .select(actorColumns)
    .from(users)
    .leftJoin(roles, eq(roles.id, users.roleId))
    .leftJoin(settings, eq(settings.id, 1))
    .where(and(eq(users.id, userId), isActive()));
  return row ? toActor(row, 0) : null;
}

/** Of users, with left joins of their roles and the settings. */
const actorColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  language: users.language,
  calendar: users.calendar,
  ...heldRoleColumns,
  isRequired: settings.secondFactorRequired,
  isForAll: settings.secondFactorForAll,
  hasFactor: hasSecondFactor,
  isLimited: sql<boolean>`exists (select from ${personLimits})`,
};

type ActorRow = Parameters<typeof heldRole>[0] & {
  id: number;
  name: string;
  email: string;
  language: DeskLanguage | null;
  calendar: DeskCalendar;
  isRequired: boolean | null;
  isForAll: boolean | null;
  hasFactor: unknown;
  isLimited: boolean;
  integratorId: number | null;
};

function toActor(
  { id, name, email, language, calendar, isRequired, isForAll, hasFactor, isLimited, integratorId, ...row }: ActorRow,
  sessionId: number,
): UserActor {
  const role = heldRole(row);
  const needsFactor = isRequired === true && !hasFactor && (isForAll === true || needsSecondFactor(role));
  return {
    kind: 'user',
    id,
    name,
    email,
    role,
    sessionId,
    ...(integratorId === null ? {} : { integratorId }),
    ...(needsFactor ? { needsFactor } : {}),
    ...(isLimited ? { isLimited } : {}),
    ...(language ? { language } : {}),
    ...(calendar === 'gregorian' ? {} : { calendar }),
  };
}

type Absence = { lastSeenAt: Date; provenAt: Date | null; returnedAt: Date | null; idleMinutes: number | null };

/** Whether the user was away for longer than the settings say: until this request, or until they came back without a proof since. */
function absenceOf({ lastSeenAt, provenAt, returnedAt, idleMinutes }: Absence, now: Date) {
  const minutes = idleMinutes ?? firstLimits.idleMinutes;
  if (minutes === 0) return null;
  if (now.getTime() - lastSeenAt.getTime() > minutes * 60_000) return 'ends_now';
  return returnedAt && (!provenAt || provenAt < returnedAt) ? 'unproven' : null;
}

/** Once a minute, so that few requests write. */
async function noteUse(
  db: Executor,
  { sessionId, lastSeenAt }: { sessionId: number; lastSeenAt: Date },
  now: Date,
  isReturn: boolean,
): Promise<void> {
  const before = new Date(now.getTime() - 60_000);
  if (lastSeenAt >= before) return;
  await db
    .update(sessions)
    .set({ lastSeenAt: now, ...(isReturn ? { returnedAt: now } : {}) })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, before)));
}

export async function revokeSession(db: Executor, token: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.tokenDigest, digest(token)), isNull(sessions.revokedAt)));
}

/** All of these users', or all but one. */
export async function revokeSessionsOf(
  db: Executor,
  userIds: readonly number[],
  now: Date,
  exceptId?: number,
): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(
      and(
        inArray(sessions.userId, [...userIds]),
        isNull(sessions.revokedAt),
        exceptId === undefined ? undefined : ne(sessions.id, exceptId),
      ),
    );
}

/** Expired and revoked sessions and old windows of counted attempts, a day after they stopped to matter. */
export async function deleteStaleSessions(db: Executor, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  await db.delete(sessions).where(sql`least(${sessions.expiresAt}, ${sessions.revokedAt}) < ${before.toISOString()}`);
  await db.delete(rateLimits).where(lt(rateLimits.windowStartedAt, before));
}

/** The value of the session cookie: next-auth's encrypted token around ours, as it writes it itself. */
export function cookieValueOf(sessionToken: string): Promise<string> {
  return encode({ token: { sessionToken }, secret: env().NEXTAUTH_SECRET, maxAge: longestSessionSeconds });
}

/** Who holds this session cookie's value, or null. */
export async function userOfCookie(
  db: Executor,
  cookie: string | undefined,
  now: Date,
  use: SessionUse = {},
): Promise<UserActor | null> {
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof token?.sessionToken === 'string' ? findSessionUser(db, token.sessionToken, now, use) : null;
}
