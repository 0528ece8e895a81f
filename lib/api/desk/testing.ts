import { createTestDatabase } from '@/db/testing';
import { cookieOf, makeUserContext } from '@/lib/platform/auth/testing';
import { type Role, teamRoles } from '@/lib/platform/context/roles';
import { createApp } from '../app';

/** The desk's API on a database of its own, and people who are signed in to it. */
export async function openDesk() {
  const { db, close } = await createTestDatabase();
  const app = createApp({ database: () => db, now: () => new Date() });

  async function signedIn(role: Role) {
    const ctx = await makeUserContext(db, role);
    return { ctx, headers: { cookie: await cookieOf(ctx) } };
  }

  /** What admin, supervisor, support and viewer are answered, in this order. @throws where a partner reads it too */
  async function statusesByRole(path: string): Promise<number[]> {
    const statuses: number[] = [];
    for (const role of teamRoles)
      statuses.push((await app.request(path, { headers: (await signedIn(role)).headers })).status);
    const { status } = await app.request(path, { headers: (await signedIn('partner')).headers });
    if (status < 400) throw new Error(`A partner is answered ${status} by ${path}.`);
    return statuses;
  }

  return { db, close, app, signedIn, statusesByRole };
}
