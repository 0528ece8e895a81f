import { randomFillSync } from 'node:crypto';
import { alphabet, checkCharacter, generatedLength } from './alphabet';
import { type CodePattern, hasCheckCharacter, writeByPattern } from './code-pattern';

const pool = Buffer.alloc(16 * 1024);
let used = pool.length;

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++] ?? 0;
}

/** Each character is as likely as any other: bytes beyond the last whole round of the alphabet are drawn again. */
function randomCharacters(characters: string, length: number): string {
  const fair = 256 - (256 % characters.length);
  let text = '';
  while (text.length < length) {
    const byte = randomByte();
    if (byte < fair) text += characters.charAt(byte % characters.length);
  }
  return text;
}

/**
 * A new code from the system's CSPRNG. Without a pattern: 80 bits and a check character. With one: as it says, and a
 * check character of the random part when that is of our own alphabet.
 */
export function generateCode(pattern: CodePattern | null = null): string {
  if (!pattern) {
    const data = randomCharacters(alphabet, generatedLength - 1);
    return data + checkCharacter(data);
  }
  const data = randomCharacters(pattern.alphabet, pattern.groups * pattern.groupLength);
  return writeByPattern(pattern, data, hasCheckCharacter(pattern) ? checkCharacter(data) : '');
}
