import { isDamagedNumber } from '@/lib/core/file-reading/damaged-number';
import { withoutInvisible } from '@/lib/core/normalize-text';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { alphabet, checkCharacter } from './alphabet';

/** What a code can be once normalized: long enough not to be guessed at once, short enough to be typed. */
const wellFormed = /^[0-9A-Z_.]{4,64}$/;
const textLimit = 200;
/**
 * How a code can be written: its characters with blanks, dashes and bullets between them, in quotes, with punctuation
 * behind. `#REF!` and `name@example.com` would pass without their other characters.
 */
const quotes = '\\p{Pi}\\p{Pf}"\'`´';
const between = '\\s\\p{Pd}−•·‧∙●▪◦_.';
const written = new RegExp(`^[${quotes}\\s]*[\\p{L}\\p{N}${between}]*[${quotes}\\s.,;:]*$`, 'u');

/** No more of a cell than is worth keeping: a longer one is no code anyway. */
export function cleanCell(cell: string | undefined): string {
  return (cell ?? '').trim().slice(0, textLimit);
}

/** What one row is by itself; duplicates and codes that exist are found once all rows are there. */
export function validateRow(
  text: string,
  hasCheckCharacters: boolean,
): 'good' | 'malformed' | 'damaged' | 'wrong_check' {
  if (isDamagedNumber(withoutInvisible(text))) return 'damaged';
  const normalized = normalizeCode(text);
  if (!written.test(withoutInvisible(text)) || !wellFormed.test(normalized)) return 'malformed';
  return hasCheckCharacters && !endsInItsCheckCharacter(normalized) ? 'wrong_check' : 'good';
}

function endsInItsCheckCharacter(normalized: string): boolean {
  const data = normalized.slice(0, -1);
  if (data.length > 30 || [...data].some((character) => !alphabet.includes(character))) return false;
  return checkCharacter(data) === normalized.at(-1);
}
