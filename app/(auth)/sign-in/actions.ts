'use server';

import { cookies, headers } from 'next/headers';
import { logger } from '@/lib/core/logger';
import { pendingCookie } from '@/lib/platform/auth/browser-cookies';
import { askAtSignIn } from '@/lib/platform/auth/second-step';

type Asked = { options: Awaited<ReturnType<typeof askAtSignIn>> } | null;

/** What the browser signs to get in; null when it failed. */
export async function askForPasskeyAction(isSecondStep: boolean): Promise<Asked> {
  try {
    return { options: await askAtSignIn(await cookies(), await headers(), isSecondStep === true) };
  } catch (error) {
    logger.error({ err: error }, 'a passkey was not asked for');
    return null;
  }
}

/** Gives up the second step, so that somebody else can sign in. */
export async function startAgainAction(): Promise<void> {
  pendingCookie.clear(await cookies());
}
