import { signIn } from 'next-auth/react';
import { signWithPasskey } from '@/app/session/sign-with-passkey';
import { askForPasskeyAction } from './actions';

export type Refusal = 'refused' | 'failed' | 'offline' | 'expired' | 'closed' | { seconds: number };
/** `in`: there is a session. `second_factor`: the password was right. */
export type Outcome = 'in' | 'second_factor' | Refusal;

/** One attempt to sign in, by a way that `lib/platform/auth/next-auth.ts` knows. */
export async function enter(
  way: 'credentials' | 'second-factor' | 'passkey',
  values: Record<string, string>,
): Promise<Outcome> {
  try {
    const answer = await signIn(way, { ...values, redirect: false });
    if (answer?.ok && !answer.error) return 'in';
    const seconds = /^rate_limited:(\d+)$/.exec(answer?.error ?? '')?.[1];
    if (seconds) return { seconds: Number(seconds) };
    if (answer?.error === 'second_factor') return 'second_factor';
    if (answer?.error === 'sign_in_expired') return 'expired';
    return answer?.error === 'CredentialsSignin' ? 'refused' : 'failed';
  } catch {
    return 'offline';
  }
}

/** The same with a passkey: alone, or as the second step. */
export async function enterWithPasskey(isSecondStep: boolean): Promise<Outcome> {
  const asked = await askForPasskeyAction(isSecondStep).catch(() => 'offline' as const);
  if (asked === 'offline') return asked;
  if (!asked) return 'failed';
  if ('seconds' in asked) return asked;
  const answer = await signWithPasskey(asked.options).catch(() => null);
  if (!answer) return 'closed';
  const passkey = JSON.stringify(answer);
  return isSecondStep ? enter('second-factor', { way: 'passkey', passkey }) : enter('passkey', { passkey });
}
