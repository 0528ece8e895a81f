import { hash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { decode } from 'next-auth/jwt';
import type { Executor } from '@/db/client';
import { rateLimits, sessions, users } from '@/db/schema/team';
import { env } from '@/lib/core/env';
import type { UserActor } from '@/lib/platform/context/actor';

export const sessionSeconds = 12 * 60 * 60;

/** Whether browsers reach us over https; inside an office's network it may be plain http. */
export const servesHttps = () => env().PUBLIC_URL?.startsWith('https://') ?? false;

/** Over https a browser takes a `__Host-` cookie from nobody but this very host. */
export const sessionCookie = () => `${servesHttps() ? '__Host-' : ''}coupon-desk-session`;

const digest = (token: string) => hash('sha256', token, 'buffer');

export async function openSession(
  db: Executor,
  input: { userId: number; now: Date; address?: string | undefined; userAgent?: string | undefined },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.insert(sessions).values({
    tokenDigest: digest(token),
    userId: input.userId,
    createdAt: input.now,
    lastSeenAt: input.now,
    expiresAt: new Date(input.now.getTime() + sessionSeconds * 1000),
    address: input.address ?? null,
    userAgent: input.userAgent?.slice(0, 300) ?? null,
  });
  return token;
}

/** The user of an open session: not signed out, not expired, the account not disabled. Read on every request. */
export async function findSessionUser(db: Executor, token: string, now: Date): Promise<UserActor | null> {
  const [row] = await db
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.tokenDigest, digest(token)),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, now),
        isNull(users.disabledAt),
      ),
    );
  if (!row) return null;
  const { lastSeenAt, ...user } = row;
  if (now.getTime() - lastSeenAt.getTime() > 60_000) {
    const before = new Date(now.getTime() - 60_000);
    await db
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(eq(sessions.id, row.sessionId), lt(sessions.lastSeenAt, before)));
  }
  return { kind: 'user', ...user };
}

export async function revokeSession(db: Executor, token: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.tokenDigest, digest(token)), isNull(sessions.revokedAt)));
}

export async function revokeSessionsOfUser(db: Executor, userId: number, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
}

/** Expired and revoked sessions and old windows of counted attempts, a day after they stopped to matter. */
export async function deleteStaleSessions(db: Executor, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  await db.delete(sessions).where(sql`least(${sessions.expiresAt}, ${sessions.revokedAt}) < ${before.toISOString()}`);
  await db.delete(rateLimits).where(lt(rateLimits.windowStartedAt, before));
}

/** Who holds this session cookie's value, or null. The cookie is next-auth's encrypted token around ours. */
export async function userOfCookie(db: Executor, cookie: string | undefined, now: Date): Promise<UserActor | null> {
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof token?.sessionToken === 'string' ? findSessionUser(db, token.sessionToken, now) : null;
}
