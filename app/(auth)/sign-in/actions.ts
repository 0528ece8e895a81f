'use server';

import { cookies, headers } from 'next/headers';
import { RateLimited } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { pendingCookie } from '@/lib/platform/auth/browser-cookies';
import { askAtSignIn } from '@/lib/platform/auth/second-step';

type Asked = { options: Awaited<ReturnType<typeof askAtSignIn>> } | { seconds: number } | null;

/** What the browser signs to get in; for how long to wait where it asked too often; null when it failed. */
export async function askForPasskeyAction(isSecondStep: boolean): Promise<Asked> {
  try {
    return { options: await askAtSignIn(await cookies(), await headers(), isSecondStep === true) };
  } catch (error) {
    if (error instanceof RateLimited) return { seconds: error.retryAfterSeconds };
    logger.error({ err: error }, 'a passkey was not asked for');
    return null;
  }
}

/** Gives up the second step, so that somebody else can sign in. */
export async function startAgainAction(): Promise<void> {
  pendingCookie.clear(await cookies());
}
