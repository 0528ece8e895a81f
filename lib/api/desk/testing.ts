import { createTestDatabase } from '@/db/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { type Role, roles } from '@/lib/platform/context/roles';
import { createApp } from '../app';

/** The desk's API on a database of its own, and people who are signed in to it. */
export async function openDesk() {
  const { db, close } = await createTestDatabase();
  const app = createApp({ database: () => db, now: () => new Date() });

  async function signedIn(role: Role) {
    const ctx = await makeUserContext(db, role);
    return { ctx, headers: { cookie: await cookieOf(ctx) } };
  }

  /** What admin, supervisor, support and viewer are answered, in this order. */
  async function statusesByRole(path: string): Promise<number[]> {
    const statuses: number[] = [];
    for (const role of roles)
      statuses.push((await app.request(path, { headers: (await signedIn(role)).headers })).status);
    return statuses;
  }

  return { db, close, app, signedIn, statusesByRole };
}
