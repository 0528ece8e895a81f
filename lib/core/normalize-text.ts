/** Characters that show nothing: format marks, joiners, variation selectors and fillers. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const digit = /\p{Nd}/u;

/** Turns the digits of every script into 0 to 9; everything else stays. */
export function normalizeDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (character) => String(digitValue(character.codePointAt(0) ?? 0)));
}

/** Unicode has the digits of a script one after the other, from 0 to 9. */
function digitValue(codePoint: number): number {
  let zero = codePoint;
  while (digit.test(String.fromCodePoint(zero - 1))) zero--;
  return (codePoint - zero) % 10;
}

/** A text without what shows nothing in it. */
export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/** A code as a coupon keeps it: as it is written, with plain letters, digits and dashes. */
export function tidyCode(text: string): string {
  return normalizeDigits(withoutInvisible(text.normalize('NFKC')))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim();
}

/** An id that another system gave: without outer white space and invisible characters, and else as it is. */
export function normalizeExternalId(text: string): string {
  return withoutInvisible(text).trim();
}

/** Joiners that shape the letters next to them, in Nepali for one: after a mark, or between Arabic letters. */
const shapingJoiner = /^[\u200c\u200d]$/;
const needsJoiner = /[\p{M}\p{Script=Arabic}]$/u;

/**
 * A name as it is kept and compared: composed (NFC), without invisible characters, with single blanks for any white space.
 * Joiners stay where they change how letters look.
 */
export function normalizeName(text: string): string {
  const visible = text.normalize('NFC').replace(invisible, (character, at: number, whole: string) => {
    const isShaping = shapingJoiner.test(character) && needsJoiner.test(whole.slice(0, at));
    return isShaping ? character : '';
  });
  const normalized = visible.replace(/\s+/gu, ' ').trim().normalize('NFC');
  // What was taken out can bring letters and their marks together.
  return normalized === text ? text : normalizeName(normalized);
}
