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
    const answer = await send(way, values);
    if (answer.isOk && !answer.error) return 'in';
    const seconds = /^rate_limited:(\d+)$/.exec(answer.error ?? '')?.[1];
    if (seconds) return { seconds: Number(seconds) };
    if (answer.error === 'second_factor') return 'second_factor';
    if (answer.error === 'sign_in_expired') return 'expired';
    return answer.error === 'CredentialsSignin' ? 'refused' : 'failed';
  } catch {
    return 'offline';
  }
}

/** As `signIn` of next-auth sends it, which is 10 KB of scripts and asks for the list of ways before. */
async function send(way: string, values: Record<string, string>): Promise<{ isOk: boolean; error: string | null }> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await fetch(`/api/auth/callback/${way}`, {
    method: 'POST',
    body: new URLSearchParams({ ...values, csrfToken, callbackUrl: window.location.href, json: 'true' }),
  });
  const { url } = (await answer.json()) as { url: string };
  return { isOk: answer.ok, error: new URL(url, window.location.href).searchParams.get('error') };
}

/** The same with a passkey: alone, or as the second step. */
export async function enterWithPasskey(isSecondStep: boolean): Promise<Outcome> {
  const asked = await askForPasskeyAction(isSecondStep).catch(() => 'offline' as const);
  if (asked === 'offline') return asked;
  if (!asked) return 'failed';
  const answer = await signWithPasskey(asked.options).catch(() => null);
  if (!answer) return 'closed';
  const passkey = JSON.stringify(answer);
  return isSecondStep ? enter('second-factor', { way: 'passkey', passkey }) : enter('passkey', { passkey });
}
