/** Crockford's base32: no I, L, O, U. The position of a character is its value, 0 to 31. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 16 random characters of 5 bits are 80 bits; the 17th is the check character. */
export const generatedLength = 17;

/** Groups of four; a single character left over joins the last group: 17 characters read 4-4-4-5. */
export function groupCode(code: string): string {
  if (!/^[0-9A-Za-z]+$/.test(code)) return code;
  return code.replace(/(.{4})(?=.{2})/g, '$1-');
}

// Powers of a primitive element of GF(32) (x^5 + x^2 + 1): weights that differ at every position under 31.
const weights: number[] = [1];
while (weights.length < 31) {
  const doubled = (weights.at(-1) ?? 0) << 1;
  weights.push(doubled & 32 ? doubled ^ 0b100101 : doubled);
}

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if (b & (1 << bit)) product ^= a << bit;
  for (let bit = 8; bit >= 5; bit--) if (product & (1 << bit)) product ^= 0b100101 << (bit - 5);
  return product;
}

/**
 * The check character of up to 30 data characters. Any one wrong character and any two swapped ones change it.
 * @throws when `data` holds a character outside the alphabet.
 */
export function checkCharacter(data: string): string {
  let sum = 0;
  for (let index = 0; index < data.length; index++) {
    const value = alphabet.indexOf(data.charAt(index));
    const weight = weights[index + 1];
    if (value < 0 || weight === undefined) throw new Error('Not a code of the alphabet.');
    sum ^= multiply(value, weight);
  }
  return alphabet.charAt(sum);
}

/** Whether a normalized code has the shape of a generated one and its check character is right. */
export function isWellFormed(normalized: string): boolean {
  const isOfAlphabet = [...normalized].every((character) => alphabet.includes(character));
  if (normalized.length !== generatedLength || !isOfAlphabet) return false;
  return checkCharacter(normalized.slice(0, -1)) === normalized.at(-1);
}
