import type { Executor } from '@/db/client';
import { readSecret } from '@/e2e/security/read-secret';
import { renewRecoveryCodes } from '@/lib/domain/access/factors/renew-recovery-codes';
import { beginTotp, confirmTotp } from '@/lib/domain/access/factors/set-up-totp';
import { makeSignedIn, testPassword } from '@/lib/domain/access/factors/testing';
import { signInWithProvider } from '@/lib/domain/access/oidc/sign-in-with-provider';
import { acceptInvitation, readInvitation } from '@/lib/domain/access/team/accept-invitation';
import { choosePassword, readPasswordLink } from '@/lib/domain/access/team/choose-password';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { tokenIn } from '@/lib/domain/access/team/testing';
import { finishSignIn } from '@/lib/platform/auth/finish-sign-in';
import { signIn } from '@/lib/platform/auth/sign-in';
import { systemContext } from '@/lib/platform/context/context';
import { codeAt } from '@/lib/platform/factors/totp';
import { configureProvider, identify, walk } from '@/lib/platform/oidc/testing';
import type { OidcFake } from '@/test/fakes/oidc';

const password = 'seven green canaries 61027';
const source = { address: '127.0.0.1', userAgent: undefined };
const clock = { at: new Date() };

/** What people have in hand to prove who they are, each of it used: an app, recovery codes, links, an account elsewhere. */
export async function usePeopleSecrets(db: Executor, provider: OidcFake): Promise<Record<string, string>> {
  const admin = (await makeSignedIn(db, 'admin', clock)).ctx;
  const visitor = { ...systemContext(db, 'Sign-in page'), origin: { address: source.address } };
  const links = await useLinks();
  const factors = await useFactors();
  return { chosenPassword: password, ...links, ...factors, ...(await useProvider()) };

  async function useLinks() {
    const invited = await inviteUser(admin, { email: 'link-canary@example.com', name: 'Linked', role: 'support' });
    const invitation = tokenIn(invited.path);
    await readInvitation(visitor, { token: invitation });
    await acceptInvitation(visitor, { token: invitation, password, repeated: password });
    // One that nobody has used yet is worth the most.
    const open = await inviteUser(admin, { email: 'open-canary@example.com', name: 'Open', role: 'support' });
    const member = (await makeSignedIn(db, 'support', clock)).ctx.actor;
    const reset = () => resetPassword(admin, { userId: member.id });
    const passwordLink = tokenIn((await reset()).path);
    await readPasswordLink(visitor, { token: passwordLink });
    await choosePassword(visitor, { token: passwordLink, password, repeated: password });
    const openPasswordLink = tokenIn((await reset()).path);
    return { invitation, openInvitation: tokenIn(open.path), passwordLink, openPasswordLink };
  }

  async function useFactors() {
    const { ctx } = await makeSignedIn(db, 'supervisor', clock);
    const { text } = await beginTotp(ctx);
    const secret = readSecret(text);
    const { recoveryCodes } = await confirmTotp(ctx, { code: codeAt(secret, clock.at) });
    const [used = '', kept = ''] = recoveryCodes ?? [];
    const first = await signIn(db, { email: ctx.actor.email, password: testPassword, ...source }, clock.at);
    const token = 'pendingToken' in first ? first.pendingToken : '';
    const proof = { way: 'recovery_code' as const, code: used };
    const { device } = await finishSignIn(db, { token, source, proof }, clock.at);
    const begun = await beginTotp((await makeSignedIn(db, 'support', clock)).ctx);
    return {
      ...{ totp: text, totpHex: secret.toString('hex') },
      ...{ begunTotp: begun.text, begunTotpHex: readSecret(begun.text).toString('hex') },
      ...{ usedRecoveryCode: used, recoveryCode: kept, plainRecoveryCode: kept.replaceAll('-', '') },
      ...{ renewed: (await renewRecoveryCodes(ctx)).recoveryCodes[0] ?? '', secondStep: token, device },
    };
  }

  async function useProvider() {
    const office = configureProvider(provider);
    provider.accounts.set('canary', { email: 'link-canary@example.com', email_verified: true });
    let state = '';
    const came = await walk(db, {
      provider: office,
      login: 'canary',
      asked: (url) => {
        state = url.searchParams.get('state') ?? '';
      },
    });
    const identifying = async () => (await identify(db, office, came)).identity;
    await signInWithProvider(db, { provider: office, source, identify: identifying }, clock.at);
    const code = came.search.get('code') ?? '';
    return { clientSecret: office.clientSecret, providerToken: came.token, providerState: state, providerCode: code };
  }
}
