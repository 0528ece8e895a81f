import { randomInt } from 'node:crypto';

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A new public id: 22 characters, as the contract wants them. */
export function makeIdx(): string {
  return Array.from({ length: 22 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
