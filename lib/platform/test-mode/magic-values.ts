type Fault = {
  kind: 'processing' | 'out-of-stock' | 'no-pin' | 'cut-after-booking' | 'delay';
  /** How many look-ups find it still pending. */
  lookUps?: number;
  endsAs?: 'Success' | 'Failed';
  delayMs?: number;
};

type MagicReference = {
  begins: string;
  /** What the sandbox of the supplier does with the purchase. */
  fault: Fault;
  /** A person at the desk gets the PIN that the supplier did not give, in test mode at once. */
  getsPin?: true;
  answer: string;
  later?: string;
};

const firstLookUp = 'At the first look-up, 5 minutes later by the clock:';

/** References that bring an outcome of their own for what comes from a supplier; any other is sold. */
export const magicReferences: readonly MagicReference[] = [
  {
    begins: 'test-pending-sold',
    fault: { kind: 'processing', lookUps: 0 },
    getsPin: true,
    answer: '202 `Processing`',
    later: `${firstLookUp} paid for, and the PIN a moment after it. \`sale.pin_missing\`, then \`sale.succeeded\`.`,
  },
  {
    begins: 'test-pending-failed',
    fault: { kind: 'processing', lookUps: 0, endsAs: 'Failed' },
    answer: '202 `Processing`',
    later: `${firstLookUp} failed, and the credit is back. \`sale.failed\`.`,
  },
  {
    begins: 'test-no-answer',
    fault: { kind: 'cut-after-booking' },
    getsPin: true,
    answer: "202 `Processing`: the supplier's answer was lost",
    later: `${firstLookUp} as \`test-pending-sold\`.`,
  },
  {
    begins: 'test-no-pin',
    fault: { kind: 'no-pin' },
    answer: '202 `Processing`: sold, without its PIN',
    later: 'It stays so, as it would until a person has the PIN. `sale.pin_missing`.',
  },
  {
    begins: 'test-out-of-stock',
    fault: { kind: 'out-of-stock' },
    answer: '400, `4000` `client_error`: `Product Currently Unavailable`',
    later: 'The reference is used up. `sale.failed`.',
  },
  { begins: 'test-slow', fault: { kind: 'delay', delayMs: 10_000 }, answer: '200 `Success`, after 10 seconds' },
];

export const magicReference = (reference: string): MagicReference | undefined =>
  magicReferences.find(({ begins }) => reference.startsWith(begins));

/** Costs more than the credit that a test key brings. */
export const beyondCredit = { value: 'nettv beyond credit', amount: 9_999_999 };

/** What the sandbox of messages does with one: `later` is taken at the second attempt. */
export type MessageOutcome = 'refused' | 'later';

/** Contacts that bring an outcome of their own; a message to any other is sent. */
export const magicContacts: readonly { contact: string; outcome: MessageOutcome; words: string }[] = [
  { contact: '9800000001', outcome: 'refused', words: 'The SMS is refused: `delivery.failed`.' },
  { contact: '9800000002', outcome: 'later', words: 'The SMS is sent at the second attempt.' },
  { contact: 'refused@example.com', outcome: 'refused', words: 'The email is refused: `delivery.failed`.' },
  { contact: 'later@example.com', outcome: 'later', words: 'The email is sent at the second attempt.' },
];

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The tables of the guide. */
export function describeMagicValues(): string {
  const references = magicReferences.map(({ begins, answer, later = '' }) => [`\`${begins}…\``, answer, later]);
  const { value, amount } = beyondCredit;
  return [
    table(['reference', 'answer', 'what comes later'], references),
    table(
      ['another value', 'answer'],
      [
        [`\`value\` \`${value}\`, \`amount\` ${amount}`, '400, `1016` `insufficient_credits`'],
        ['any other `amount` than the price', '400, `1010` `invalid_parameters`'],
        ['a `reference` that was sent before', '400, `1013` `duplicate_request`'],
      ],
    ),
    table(
      ['contact', 'what becomes of the message'],
      magicContacts.map(({ contact, words }) => [`\`${contact}\``, words]),
    ),
  ].join('\n\n');
}
