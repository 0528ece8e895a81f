import type { TakenBy } from '@/lib/domain/coupons/reading/find-taken-codes';

/** Why a row of a file is left out, or what of it is not taken over. */
export type Reason = {
  /** The column that it is about, by its name; null of the whole row. */
  column: string | null;
  /** The same in every row that it is true of, so that rows are counted by it; in English, which the desk translates. */
  words: string;
  /** What this row has there; null where the words say it all. */
  value: string | null;
};

/** What an import says of its own; the refusals of fields have their words in their schemas. */
export const importWords = {
  misaligned:
    'has more cells than there are columns, or a quote that is not closed: put quotes around what holds the delimiter',
  unreadable: 'holds a character that cannot be read: choose the encoding',
  total: 'looks like a total',
  pageFoot: 'looks like the foot of a page',
  header: 'repeats the header',
  currency: 'is in another currency, and none is converted',
  unread: 'has no counterpart here',
  secondPerson: 'needs a second person: create it by hand',
  taken: 'has already been taken',
  readsTheSame: 'reads the same as the code of another coupon',
  ownCode: 'is the code of a coupon',
  issuedCode: 'is an issued code of another coupon: choose another code',
  issuedHere: 'is a code of this coupon already',
  deletedCode: 'is a deleted code: restore it or choose another code',
  ofDeletedCoupon: 'belongs to a deleted coupon: restore it or choose another code',
  inBin: 'is in the bin: a coupon that was deleted is not made again',
  linkGone: 'has ids that are archived or not here',
  otherDesk: 'has ids of another desk: write the ids of this one',
  otherKind: 'is a discount of a kind that no coupon here has',
  noDiscount: 'does not say its discount, which is that of its coupon: add percent_off or amount_off to the row',
  unitUnknown: 'is an amount: say in what amounts are written',
  narrows: 'limits it as no coupon can be limited here, so it comes switched off',
  cycles: 'is read as billing cycles',
  newUsers: 'is read as for new users, once each',
  ofKhalti: 'is sold by Khalti: it comes with the list of what Khalti offers',
  noCoupon: 'names no coupon, or one in the bin',
  couponMissing: 'Enter the code of a coupon.',
  couponOver: 'has ended: nobody can redeem its codes',
  worksUnsold: 'has codes that work without being sold',
  soldAlone: 'has codes that work without being sold: from this import on they work only once they are sold',
  unboundedPin:
    'takes something off any purchase, however large: set a cap or an amount on it, or link what it pays for',
  readsAs: 'reads the same as that of another product',
  otherIdx: "is another product's, so it gets a new one",
  damaged:
    'A spreadsheet took this number for an amount and changed it. Write the column as text, and export the file again.',
  neither: 'has neither a language nor a note',
  erased: 'Its customer had it erased, so it is not brought back.',
  pinInNote: 'Leave the PIN out.',
} as const;

export const reason = (
  name: keyof typeof importWords,
  { column = null, value = null }: { column?: string | null; value?: string | null } = {},
): Reason => ({ column, words: importWords[name], value });

/** Where a code is already. */
export const takenReason = ({ as, coupon: { id, code } }: TakenBy): Reason =>
  reason(as, { column: 'code', ...(as === 'taken' || as === 'issuedHere' ? {} : { value: `${code} (id ${id})` }) });

/** What a schema says of a field. */
export const refusal = (column: string | null, words: string): Reason => ({ column, words, value: null });

const asItIs = (text: string) => text;

/** As one text: `coupon: names no coupon, or one in the bin: SUMMER`. `called`: what the reader calls a column. */
export const inWords = ({ column, words, value }: Reason, translate = asItIs, called = asItIs): string =>
  [column && called(column), translate(words), value].filter((part) => part !== null).join(': ');

/** The same for two rows that have the same reason. */
export const reasonKey = ({ column, words }: Omit<Reason, 'value'>): string => `${column ?? ''}: ${words}`;
