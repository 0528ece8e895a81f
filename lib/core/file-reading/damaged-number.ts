const exponent = /^[+-]?\d+(?:[.,]\d+)?e[+-]\d+$|^[+-]?\d+[.,]\d+e\d+$/i;
const decimals = /^[+-]?\d{2,}[.,]0+$/;
/** `01-Mar`, `01-Mar-2026` and `Mar-01` in this case alone: `MAR-01` can be a code. */
const day =
  /^\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:-\d{2,4}(?: \d{2}:\d{2})?)?$|^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}$/;

const truth = /^(?:TRUE|FALSE)$/;

/** Whether a spreadsheet took a text for a number, a day or a truth value and wrote that in its place: `1.23E+15`, `12345.0`, `01-Mar`, `TRUE`. */
export const isDamagedNumber = (text: string): boolean =>
  [exponent, decimals, day, truth].some((form) => form.test(text));
