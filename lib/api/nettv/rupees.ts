/** `JSON.rawJSON` of the running Node: text that `JSON.stringify` writes as it is. */
const rawJson = (JSON as JSON & { rawJSON: (text: string) => unknown }).rawJSON;

function decimals(paisa: number): string {
  const size = Math.abs(paisa);
  const fraction = String(size % 100)
    .padStart(2, '0')
    .replace(/0$/, '');
  return `${paisa < 0 ? '-' : ''}${Math.trunc(size / 100)}.${fraction}`;
}

/** Rupees as the contract writes credits: always with a decimal, `2000.0`, `8000.5`, `0.05`. A JSON number has no such form in JavaScript. */
export function floatRupees(paisa: number): unknown {
  return rawJson(decimals(paisa));
}

/** Rupees as the contract writes prices: `2000`, `2000.5`. */
export function plainRupees(paisa: number): unknown {
  return rawJson(decimals(paisa).replace(/\.0$/, ''));
}

/**
 * The paisa of an amount in rupees as it is sent, a JSON number or a numeric text with up to two decimals; null for
 * everything else. It goes by the digits, so that no sum is ever a float.
 */
export function paisaOfRupees(amount: unknown): number | null {
  if (typeof amount !== 'number' && typeof amount !== 'string') return null;
  const match = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(String(amount).trim());
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  return Number(`${whole}${fraction.padEnd(2, '0')}`);
}
