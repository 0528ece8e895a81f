import type { IDToken } from 'openid-client';
import { isStorable } from '@/lib/core/storable-text';
import type { OidcProvider } from './providers';

/** Who somebody is, by their provider's word. */
export type OidcIdentity = {
  issuer: string;
  subject: string;
  /** In lower case; only what the provider says to be verified. */
  email: string | undefined;
  name: string | undefined;
  /** Whether the provider, and not only a mailbox of before, answers for the domain of the email. */
  answersForDomain: boolean;
  /** The values of the provider's role claim. */
  groups: string[];
  /** When they last signed in there; the provider need not say. */
  authenticatedAt: Date | undefined;
};

type Claims = IDToken & Record<string, unknown>;

export function identityOf(provider: OidcProvider, claims: Claims): OidcIdentity {
  const email = isVerified(claims) ? textOf(claims.email)?.toLowerCase() : undefined;
  const groups = provider.roleClaim === undefined ? [] : [claims[provider.roleClaim]].flat();
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email,
    name: textOf(claims.name),
    answersForDomain: answersFor(email, provider, claims),
    groups: groups.filter((group) => typeof group === 'string'),
    authenticatedAt: typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1000) : undefined,
  };
}

const textOf = (claim: unknown) =>
  typeof claim === 'string' && claim.trim() !== '' && isStorable(claim) ? claim.trim() : undefined;

/** Microsoft does not send `email_verified`; it says `xms_edov` where the email is of a domain that the directory owns. */
function isVerified({ iss, email_verified, xms_edov }: Claims): boolean {
  if (email_verified === true) return true;
  return URL.parse(iss)?.hostname === 'login.microsoftonline.com' && [true, 1, '1', 'true'].includes(xms_edov as never);
}

/** Anybody can have an account at Google with an address of elsewhere, and keeps it when the address is gone: `hd` is the company's own. */
function answersFor(email: string | undefined, { domains }: OidcProvider, { iss, hd }: Claims): boolean {
  const domain = email?.split('@').at(-1) ?? '';
  if (!domains.includes(domain)) return false;
  return iss !== 'https://accounts.google.com' || textOf(hd)?.toLowerCase() === domain;
}
