import { normalizeDigits } from './normalize-text';

const national = '9(?:00|6[0-3]|7[0-24-6]|8[0-24-68])\\d{7}';
const mobile = new RegExp(`^${national}$`);
const mobileWithin = new RegExp(national);

/** Without spaces, dashes, brackets and invisible characters, and with the digits 0 to 9. */
export const bareDigits = (input: string): string =>
  normalizeDigits(input.normalize('NFKC')).replace(/[\s\p{Pd}\p{Cf}()[\]]/gu, '');

/** The 10 digits of a number as people write it: spaces, dashes, brackets, `+977`, `00977`, `977` or a leading 0. */
function nationalDigits(input: string): string {
  const bare = bareDigits(input);
  for (const prefix of ['+977', '00977']) if (bare.startsWith(prefix)) return bare.slice(prefix.length);
  if (bare.length === 13 && bare.startsWith('977')) return bare.slice(3);
  return bare.startsWith('0') ? bare.slice(1) : bare;
}

/** `९८६-०८४ ८०४५` or `+977 9860848045` → `+9779860848045`; null when it is not a Nepali mobile number. */
export function parseNepaliMobile(input: string): string | null {
  const digits = nationalDigits(input);
  return mobile.test(digits) ? `+977${digits}` : null;
}

/** Whether a text has a Nepali mobile number in it, written in any way. */
export const holdsMobile = (text: string): boolean => mobileWithin.test(bareDigits(text));

/** How a number begins or ends of which somebody knows five digits or more, written in any way; null for anything else. */
export function readPhoneFragment(input: string): { beginning: string; ending: string } | null {
  const ending = bareDigits(input).replace(/^\+/, '');
  if (!/^\d{5,13}$/.test(ending)) return null;
  return { beginning: ending.startsWith('977') ? `+${ending}` : `+977${nationalDigits(input)}`, ending };
}

/** `+9779860848045` → `9860848045` */
export function localNumber(e164: string): string {
  return e164.replace(/^\+977/, '');
}

/** `+9779860848045` → `986-0848045`, as numbers are written in Nepal. */
export function formatPhone(e164: string): string {
  const local = localNumber(e164);
  return local.length === 10 ? `${local.slice(0, 3)}-${local.slice(3)}` : local;
}

/** A phone number or an email address, as people read it. */
export const formatContact = (contact: string): string => (contact.includes('@') ? contact : formatPhone(contact));

/** `+9779841000031` → `984-…031`: enough for the person who typed it to know it again. */
export function maskPhone(e164: string): string {
  const local = localNumber(e164);
  return `${local.slice(0, 3)}-…${local.slice(-3)}`;
}
