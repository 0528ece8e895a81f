import { z } from 'zod';
import { identityChecks } from '@/lib/core/entities/identity-check';

const said = 'Your browser sent something else than a passkey. Try again.';
const base64url = (length: number) =>
  z
    .string(said)
    .max(length, said)
    .regex(/^[\w-]+$/, said);

const credential = {
  id: base64url(2_000),
  rawId: base64url(2_000),
  type: z.literal('public-key', said),
};

const signed = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(10_000),
    authenticatorData: base64url(10_000),
    signature: base64url(10_000),
    userHandle: base64url(200).exactOptional(),
  }),
});
const made = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(10_000),
    attestationObject: base64url(100_000),
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
});

// A browser's answer is no form of ours: fields that nothing reads are left out, however strictly the rest is taken.

/** What a browser answers when it is asked to sign with a passkey. */
export const passkeyAnswer = z.custom<z.input<typeof signed>>(() => true).pipe(signed);

/** What a browser answers when it has made a passkey. */
export const newPasskeyAnswer = z.custom<z.input<typeof made>>(() => true).pipe(made);

export const codeInput = z.string().trim().min(1, 'Enter the code.').max(60, 'A code is shorter.');

export const unsure = 'Say how you made sure that it is them who asks.';
/** How who takes lost factors away made sure who asks. */
export const identityCheck = z.enum(identityChecks, unsure);
