const exponent = /^[+-]?\d+(?:[.,]\d+)?e[+-]\d+$|^[+-]?\d+[.,]\d+e\d+$/i;
const decimals = /^[+-]?\d{2,}[.,]0+$/;
/** `01-Mar` and `Mar-01` in this case alone: `MAR-01` can be a code. */
const day =
  /^\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$|^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}$/;

/** Whether a spreadsheet took a text for a number or a day and wrote that in its place: `1.23E+15`, `12345.0`, `01-Mar`. */
export const isDamagedNumber = (text: string): boolean => exponent.test(text) || decimals.test(text) || day.test(text);
