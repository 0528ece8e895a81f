/** Our own books: the ledger, the sales, and the platform's redemptions. They are compared without Khalti too. */
export const ownDifferenceKinds = ['redeemed_never_sold', 'sold_never_delivered', 'ledger'] as const;
export type OwnDifferenceKind = (typeof ownDifferenceKinds)[number];

/** How the books can disagree: Khalti's with ours, and ours among themselves. What it means and what to do is in `messages/en/comparisons.json`. */
export const bookDifferenceKinds = [
  'ended_here',
  'paid_failed_here',
  'paid_open_here',
  'amount',
  'refund_not_given',
  'refund_not_here',
  'pin',
  'not_paid',
  'ended_there',
  'unknown_here',
  'balance',
  ...ownDifferenceKinds,
] as const;
export type BookDifferenceKind = (typeof bookDifferenceKinds)[number];
