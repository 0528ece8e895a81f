'use server';

import { cookies } from 'next/headers';
import { sessionCookie } from '@/lib/platform/auth/session';
import { signOut } from '@/lib/platform/auth/sign-out';
import { findUserContext } from './current-user';

/** Ends the session in the database first, so that a copied cookie is useless too. */
export async function signOutAction(): Promise<void> {
  const ctx = await findUserContext();
  if (ctx) await signOut(ctx);
  (await cookies()).delete(sessionCookie);
}
