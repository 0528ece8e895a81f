import { randomInt } from 'node:crypto';

// Without characters that sound or look alike when a password is read out over a phone.
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** Four groups of five random characters, 99 bits: `k7m2p-…`. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return [group(), group(), group(), group()].join('-');
}
