import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app reads: RFC 6238 with SHA-1, six digits, 30 seconds. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 };
/** A phone's clock is off by half a minute at most: the code before and the one after are taken too. */
const tolerance = 1;

/** 160 bits, as RFC 4226 recommends. */
export function generateTotpSecret(): Buffer {
  return randomBytes(20);
}

const read = (secret: Uint8Array, label?: { issuer: string; account: string }) =>
  new TOTP({
    ...parameters,
    secret: Secret.fromHex(Buffer.from(secret).toString('hex')),
    ...(label ? { issuer: label.issuer, label: label.account } : {}),
  });

/** What an authenticator app takes: as text to type, and as the address that its camera reads. */
export function describeTotp(secret: Uint8Array, label: { issuer: string; account: string }) {
  const totp = read(secret, label);
  return { text: totp.secret.base32, address: totp.toString() };
}

/** The time step that a code belongs to at an instant, or null when it is no code of this secret now. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | null {
  const digits = code.replaceAll(/[\s-]/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const totp = read(secret);
  const timestamp = now.getTime();
  const delta = totp.validate({ token: digits, timestamp, window: tolerance });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/** The code of an instant, as an app would show it. */
export function codeAt(secret: Uint8Array, now: Date): string {
  return read(secret).generate({ timestamp: now.getTime() });
}
