const zerosInFront = /^0\d+$/;
/** Excel shows 12 digits as `1.23E+11`, and saves that; from the sixteenth on it writes zeros. */
const manyDigits = /^\d{12,}$/;
const exponent = /^\d+(?:\.\d*)?e[+-]?\d{1,3}$/i;
const day = /^\d{1,2}[-/]\d{1,2}(?:[-/]\d{1,4})?$|^\d{1,2}[. ]\d{1,2}[. ]\d{2,4}$|^\d{4}[-/]\d{1,2}$/;
/** In English, and in Portuguese where it is another word. */
const months =
  'jan(?:uary|eiro)?|feb(?:ruary)?|mar(?:ch|ço)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember|embro)?|dec(?:ember)?|fev(?:ereiro)?|abr(?:il)?|maio?|jun(?:ho)?|jul(?:ho)?|ago(?:sto)?|set(?:embro)?|out(?:ubro)?|dez(?:embro)?';
const month = new RegExp(
  `^(?:\\d{1,2}[-/ ]?)?(?:${months})[-/ ]?\\d{1,4}$|^\\d{1,4}[-/ ]?(?:${months})(?:[-/ ]?\\d{1,4})?$`,
  'i',
);

/**
 * Whether a spreadsheet that opens a .csv takes this text for a number or a day and changes it: `0012`, `1234567890123456`,
 * `1E5`, `10-11`, `DEC24`. An instant or a whole day in ISO 8601 is meant as what it is taken for.
 */
export const isTakenForNumber = (text: string): boolean =>
  [zerosInFront, manyDigits, exponent, day, month].some((form) => form.test(text));
