import { normalizeDigits } from '@/lib/core/normalize-text';

const lookAlikes: Record<string, string> = { O: '0', I: '1', L: '1' };

const isNormalized = /^[0-9A-HJKMNP-Z]*$/;
const spacingMarks = /\p{Sk}/gu;
const noPartOfACode = /[^\p{L}\p{Mn}\p{Mc}\p{N}_.]|\p{Default_Ignorable_Code_Point}/gu;
const outerDots = /^\.+|\.+$/g;

/**
 * The one form of a code that is compared and digested, of any code, ours or imported, a coupon's own or an issued one. It
 * is upper case, has the digits 0 to 9 for those of every script, and O, I and L read as the digits that they are taken for.
 * Separators, invisible characters and all punctuation but `_` and a dot between two characters are no part of it.
 */
export function normalizeCode(input: string): string {
  if (isNormalized.test(input)) return input;
  const normalized = normalizeDigits(input.replace(spacingMarks, '').normalize('NFKC'))
    .toUpperCase()
    .replace(noPartOfACode, '')
    .replace(/[OIL]/g, (character) => lookAlikes[character] ?? character)
    .replace(outerDots, '');
  // What was taken out can bring letters and their marks together, and upper case has forms of its own.
  return normalized === input ? normalized : normalizeCode(normalized);
}

/** The last characters that are shown of a code: four, and no more than half of it. */
export function shownEnd(normalized: string): string {
  const shown = Math.min(4, Math.floor(normalized.length / 2));
  return shown === 0 ? '' : normalized.slice(-shown);
}

const written: Record<string, string> = { '0': '0Oo', '1': '1IiLl' };

/** What reads like a short text, in Latin letters and the digits 0 to 9: at most 5 ways for each of its characters. */
export function waysToWrite(short: string): string[] {
  return [...normalizeCode(short)].reduce<string[]>(
    (beginnings, character) => {
      const ways = written[character] ?? [...new Set([character, character.toLowerCase()])].join('');
      return beginnings.flatMap((beginning) => [...ways].map((way) => beginning + way));
    },
    [''],
  );
}
