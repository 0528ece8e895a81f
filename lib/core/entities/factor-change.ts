/** What can happen to the second factors of a person, each of which they are informed of. */
export const factorChanges = [
  'passkey_added',
  'passkey_deleted',
  'totp_set_up',
  'totp_removed',
  'recovery_codes_renewed',
  'factors_reset',
  'provider_linked',
] as const;
export type FactorChange = (typeof factorChanges)[number];
