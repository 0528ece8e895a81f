import { alphabet } from './alphabet';

/** How generated codes look: `PREFIX-XXXX-XXXX`, each X one of `alphabet`'s characters. */
export type CodePattern = { prefix: string; groups: number; groupLength: number; alphabet: string };

export const namedAlphabets = {
  /** 32 characters without look-alikes; the only one whose codes end in a check character. */
  safe: alphabet,
  digits: '0123456789',
  letters: 'ABCDEFGHJKMNPQRSTVWXYZ',
} as const;

export const patternLimits = { prefix: 16, groups: 8, groupLength: 12, characters: 30 } as const;

/** Bits that one guess must overcome, given how many codes are out: below the first refused, below the second warned of. */
const refusedBelowBits = 20;
const guessableBelowBits = 40;
/** What a code must have to be sold as a PIN. */
const pinBits = 80;

export const hasCheckCharacter = (pattern: CodePattern) => pattern.alphabet === alphabet;

/** Random bits of one code. */
export function entropyBits(pattern: CodePattern): number {
  return pattern.groups * pattern.groupLength * Math.log2(pattern.alphabet.length);
}

export type PatternStrength = {
  bits: number;
  /** One guess in this many is one of the codes. */
  guessesPerHit: number;
  /** `impossible`: there are not twice as many codes of this pattern as are wanted. */
  level: 'strong' | 'guessable' | 'weak' | 'impossible';
  isFitForPins: boolean;
};

/** How hard codes of a pattern are to guess once `count` of them are out. */
export function patternStrength(pattern: CodePattern, count: number): PatternStrength {
  const bits = entropyBits(pattern);
  const margin = bits - Math.log2(Math.max(1, count));
  return { bits, guessesPerHit: 2 ** margin, level: strengthLevel(margin), isFitForPins: bits >= pinBits };
}

/** By the bits that one guess must overcome. */
export function strengthLevel(margin: number): PatternStrength['level'] {
  if (margin < 1) return 'impossible';
  if (margin < refusedBelowBits) return 'weak';
  return margin < guessableBelowBits ? 'guessable' : 'strong';
}

/** The pattern with these random characters in it, in the pattern's order, and `check` at its end. */
export function writeByPattern(pattern: CodePattern, random: string, check = ''): string {
  const { prefix, groups, groupLength } = pattern;
  let code = prefix;
  for (let group = 0; group < groups; group++) {
    if (code) code += '-';
    code += random.slice(group * groupLength, (group + 1) * groupLength);
  }
  return code + check;
}

/** What a code of the pattern looks like: always the same example, issued by chance only. */
export function exampleOf(pattern: CodePattern): string {
  const { alphabet: characters, groups, groupLength } = pattern;
  const random = Array.from({ length: groups * groupLength }, (_, at) => characters[(at * 7 + 3) % characters.length]);
  return writeByPattern(pattern, random.join(''), hasCheckCharacter(pattern) ? characters.at(-4) : '');
}
