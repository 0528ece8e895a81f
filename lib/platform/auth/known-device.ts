import { hash, randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { knownDevices } from '@/db/schema/factors';
import { enqueue } from '@/lib/platform/jobs/queue';

/** As long as browsers keep a cookie. */
export const deviceSeconds = 400 * 24 * 60 * 60;

type SeenDevice = {
  userId: number;
  /** The cookie of the browser, or none. */
  token: string | undefined;
  address: string;
  userAgent?: string | undefined;
};

const digestOf = (token: string) => hash('sha256', token, 'buffer');

/** Whether the browser with this cookie is one that the user has signed in with. */
export async function isKnownDevice(db: Executor, userId: number, token: string | undefined): Promise<boolean> {
  const which = and(eq(knownDevices.userId, userId), eq(knownDevices.digest, digestOf(token ?? '')));
  return (await db.$count(knownDevices, which)) > 0;
}

/**
 * Notes with which browser somebody signs in, and gives the cookie that it is known by from now on. Of a browser that is new
 * next to others of theirs they are informed by mail. Within the transaction of the sign-in.
 */
export async function noteDevice(tx: Executor, seen: SeenDevice, now: Date): Promise<string> {
  const { userId, address, userAgent } = seen;
  // Never one that somebody else chose and keeps: only what the desk gave out, to this user or to another one of the same browser.
  const isOurs =
    seen.token !== undefined && (await tx.$count(knownDevices, eq(knownDevices.digest, digestOf(seen.token)))) > 0;
  const token = isOurs && seen.token ? seen.token : randomBytes(32).toString('base64url');
  const before = await tx.$count(knownDevices, eq(knownDevices.userId, userId));
  const isKnown = before > 0 && (await isKnownDevice(tx, userId, token));
  const [noted] = await tx
    .insert(knownDevices)
    .values({
      ...{ userId, digest: digestOf(token), firstSeenAt: now, lastSeenAt: now },
      ...{ address, userAgent: userAgent?.slice(0, 300) ?? null },
    })
    .onConflictDoUpdate({ target: [knownDevices.userId, knownDevices.digest], set: { lastSeenAt: now, address } })
    .returning({ id: knownDevices.id });
  if (noted && before > 0 && !isKnown) {
    const askedAt = now.getTime();
    await enqueue(tx, 'send-account-email', { kind: 'new_device', userId, askedAt, deviceId: noted.id });
  }
  return token;
}
