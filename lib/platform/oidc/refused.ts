import { Unauthenticated } from '@/lib/core/errors';

/** Why nobody was let in; the sign-in page says each in words. */
export const oidcRefusals = [
  /** Started in another browser, used before, or too old. */
  'expired',
  /** The person, or the provider, said no there. */
  'denied',
  'unreachable',
  /** What came back is not what this provider could have said to this request. */
  'invalid',
  'unverified_email',
  'foreign_domain',
  'nobody',
  'disabled',
  /** Somebody else's account there is known under this email. */
  'other_account',
  /** The confirmation of a session: by another person, or without a fresh sign-in there. */
  'not_you',
] as const;
export type OidcRefusal = (typeof oidcRefusals)[number];

export class OidcRefused extends Unauthenticated {
  constructor(readonly reason: OidcRefusal) {
    super(`Signing in with the provider was refused: ${reason}.`);
  }
}
