import { normalizeDigits } from './normalize-text';

const wholeRupees = new Intl.NumberFormat('en-US-u-nu-latn', { maximumFractionDigits: 0 });

/** `200000` → `2,000`, `200050` → `2,000.50`; Latin digits in every language. Throws a RangeError on anything but a safe integer. */
export function formatAmount(paisa: number): string {
  if (!Number.isSafeInteger(paisa)) throw new RangeError(`Not a whole number of paisa: ${paisa}`);
  const size = Math.abs(paisa);
  const rest = size % 100;
  const rupees = wholeRupees.format((size - rest) / 100);
  return `${paisa < 0 ? '-' : ''}${rupees}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}

/** `200000` → `Rs 2,000`, `-50` → `-Rs 0.50`. The blank does not break. */
export function formatPaisa(paisa: number): string {
  const amount = formatAmount(Math.abs(paisa));
  return `${paisa < 0 ? '-' : ''}Rs\u00a0${amount}`;
}

/** `2,000.50` or `Rs २०००` → paisa, without float arithmetic. Throws a RangeError on text that is not an amount. */
export function parseRupees(text: string): number {
  const normalized = normalizeDigits(text.normalize('NFKC'))
    .replace(/[\s\u00a0]/g, '')
    .replace(/^(-?)(?:rs\.?|npr|रु\.?)/i, '$1');
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d{1,2}))?$/.exec(normalized);
  if (!match) throw new RangeError(`Not an amount in rupees: ${text}`);
  const [, sign, whole = '', fraction = ''] = match;
  const paisa = Number(`${whole.replaceAll(',', '')}${fraction.padEnd(2, '0')}`);
  if (!Number.isSafeInteger(paisa)) throw new RangeError(`Too large an amount: ${text}`);
  return sign === '-' && paisa !== 0 ? -paisa : paisa;
}

/**
 * What a discount of a percentage with up to two decimals takes off, in paisa, rounded down: the one rule for what is quoted and what is shown.
 * Exact for every safe integer: `amount * percent` alone can leave that range.
 */
export function percentOf(paisa: number, percent: number): number {
  return Number((BigInt(paisa) * BigInt(Math.round(percent * 100))) / 10_000n);
}
