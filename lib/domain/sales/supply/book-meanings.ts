import type { BookDifferenceKind } from '@/lib/core/entities/book-difference';

/** In words, for the command; the screen has its own in the language of the person who reads it. */
export const meanings: Record<BookDifferenceKind | 'unanswered', string> = {
  unanswered: 'Khalti did not answer: compare again later.',
  ended_here: 'Khalti still works on it, and it has ended here.',
  paid_failed_here: 'Paid there and failed here: the PIN is paid for and was not handed out.',
  paid_open_here: 'Paid there and still without an outcome here: look it up.',
  amount: 'Paid there at another price than here.',
  refund_not_given: 'Refunded here and Success at Khalti, which gave nothing back: claim the money or the PIN.',
  refund_not_here:
    'Given back there and not refunded here: mark the sale refunded, and ask whether the PIN still works.',
  pin: 'The PIN here is not the one that Khalti booked: correct it.',
  not_paid: 'Sold here and not paid there.',
  ended_there: 'Ended there and still without an outcome here: look it up.',
  unknown_here: 'Bought there and unknown here.',
  redeemed_never_sold: 'Redeemed on the platform, and no sale here has it.',
  sold_never_delivered: 'Sold, and its PIN was neither shown to its seller nor delivered.',
  ledger: 'The credit or the till has another sum than the sale.',
  balance: 'Khalti took another sum than our sales cost.',
};
