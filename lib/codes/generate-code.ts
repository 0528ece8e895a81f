import { randomFillSync } from 'node:crypto';
import { alphabet, checkCharacter, generatedLength } from './alphabet';

const pool = Buffer.alloc(16 * 1024);
let used = pool.length;

function randomCharacter(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return alphabet.charAt((pool[used++] ?? 0) & 31);
}

/** A new code from the system's CSPRNG: 80 bits and a check character. */
export function generateCode(): string {
  let data = '';
  while (data.length < generatedLength - 1) data += randomCharacter();
  return data + checkCharacter(data);
}
