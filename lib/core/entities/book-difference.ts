/** How Khalti's books and ours can disagree. What it means and what to do is in `messages/en/comparisons.json`. */
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
] as const;
export type BookDifferenceKind = (typeof bookDifferenceKinds)[number];
