/**
 * Rupees as Khalti writes them (`777099.369900001`, `-0.5`, `"8800.00"`) to the nearest whole paisa; null when it is no
 * amount. Shifts the decimal point in the text: multiplying would round twice.
 */
export function paisaFromRupees(rupees: unknown): number | null {
  if (typeof rupees === 'string' && !/^\s*-?\d+(?:\.\d+)?\s*$/.test(rupees)) return null;
  if (typeof rupees !== 'number' && typeof rupees !== 'string') return null;
  const value = Number(rupees);
  const [digits, exponent = '0'] = String(Math.abs(value)).split('e');
  const paisa = Math.round(Number(`${digits}e${Number(exponent) + 2}`));
  if (!Number.isSafeInteger(paisa)) return null;
  return value < 0 && paisa !== 0 ? -paisa : paisa;
}

/** Whole paisa to the JSON number of rupees that Khalti takes: 200050 → 2000.5. */
export function rupeesFromPaisa(paisa: number): number {
  if (!Number.isSafeInteger(paisa)) throw new RangeError(`Not a whole number of paisa: ${paisa}`);
  return Number(`${paisa}e-2`);
}
