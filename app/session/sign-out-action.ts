'use server';

import { cookies } from 'next/headers';
import { servesHttps, sessionCookie } from '@/lib/platform/auth/session';
import { signOut } from '@/lib/platform/auth/sign-out';
import { findUserContext } from './current-user';

/** Ends the session in the database first, so that a copied cookie is useless too. */
export async function signOutAction(): Promise<void> {
  const ctx = await findUserContext();
  if (ctx) await signOut(ctx);
  const name = sessionCookie();
  (await cookies()).set({ name, value: '', path: '/', expires: new Date(0), httpOnly: true, secure: servesHttps() });
}
