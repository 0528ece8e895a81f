import { createHash } from 'node:crypto';
import { z } from 'zod';

const calls = ['pay', 'status', 'bulk', 'products', 'balance'] as const;
export type SandboxCall = (typeof calls)[number];

/** Whether the purchase is booked under a fault, unless the fault itself says otherwise. */
const booksUnder = {
  none: true,
  delay: true,
  'delay-before-booking': true,
  hang: true,
  'cut-before-booking': false,
  'cut-after-booking': true,
  'cut-mid-answer': true,
  'server-error': false,
  html: false,
  'truncated-json': true,
  oversized: true,
  redirect: false,
  /** `Processing` first; after `lookUps` look-ups it ends as `endsAs`. */
  processing: true,
  /** Answers `state`, e.g. Queued, Timeout, Expired. */
  state: false,
  /** Answers the refusal with error `code`. */
  refuse: false,
  'duplicate-reference': true,
  'no-pin': true,
  contradiction: true,
  'wrong-types': true,
  'float-noise': true,
  maintenance: false,
  'insufficient-credits': false,
  'out-of-stock': false,
  /** The product's price becomes `amount` (else a tenth more) just before the purchase is looked at. */
  'price-change': true,
  'product-withdrawn': true,
} as const;

export type FaultKind = keyof typeof booksUnder;
const kinds = Object.keys(booksUnder) as [FaultKind, ...FaultKind[]];

export const faultInput = z.strictObject({
  kind: z.enum(kinds),
  call: z.enum(calls).default('pay'),
  /** Only a request for this reference meets the fault. */
  reference: z.string().optional(),
  times: z.int().min(1).default(1),
  /** Waits this long before the answer; for `delay` and `delay-before-booking` 3 s when absent. */
  delayMs: z.int().min(0).optional(),
  books: z.boolean().optional(),
  status: z.int().min(200).max(599).optional(),
  code: z.string().optional(),
  state: z.string().optional(),
  message: z.string().optional(),
  amount: z.number().positive().optional(),
  lookUps: z.int().min(0).default(1),
  endsAs: z.enum(['Success', 'Failed']).default('Success'),
});
export type FaultInput = z.input<typeof faultInput>;
export type Fault = z.output<typeof faultInput>;

export const rulesInput = z.strictObject({
  seed: z.union([z.string(), z.number()]),
  /** Each rule takes its share of the requests; together at most 100. */
  rules: z.array(z.strictObject({ percent: z.number().min(0).max(100), fault: faultInput })),
});
export type RulesInput = z.input<typeof rulesInput>;

const magicFaults: FaultInput[] = [
  { kind: 'delay' },
  { kind: 'cut-before-booking' },
  { kind: 'cut-after-booking' },
  { kind: 'server-error' },
  { kind: 'html', status: 502 },
  { kind: 'truncated-json' },
  { kind: 'processing' },
  { kind: 'duplicate-reference' },
  { kind: 'no-pin' },
  { kind: 'contradiction' },
  { kind: 'wrong-types' },
  { kind: 'float-noise' },
  { kind: 'maintenance' },
  { kind: 'insufficient-credits' },
  { kind: 'out-of-stock' },
  { kind: 'price-change' },
  { kind: 'product-withdrawn' },
  { kind: 'hang' },
  { kind: 'processing', endsAs: 'Failed' },
  { kind: 'state', state: 'Failed', message: 'Transaction failed' },
];

/** Customers' numbers that bring their own fault: 9840000001 waits, 9840000002 is cut before it is booked, … */
export const magicPhones: ReadonlyMap<string, Fault> = new Map(
  magicFaults.map((fault, index) => [String(9_840_000_001 + index), faultInput.parse(fault)]),
);

export type Asked = { call: SandboxCall; reference?: string | undefined; phone?: string | undefined; nth: number };

export const noFault: Fault = faultInput.parse({ kind: 'none' });

export const isBooked = (fault: Fault): boolean => fault.books ?? booksUnder[fault.kind];

/** Decides what goes wrong with a request: the queue first, then magic numbers, then the rules. */
export class FaultPlan {
  private queue: Fault[] = [];
  private rules: z.output<typeof rulesInput> = { seed: 0, rules: [] };

  add(faults: readonly Fault[]): void {
    for (const fault of faults) this.queue.push({ ...fault });
  }

  setRules(rules: z.output<typeof rulesInput>): void {
    this.rules = rules;
  }

  clear(): void {
    this.queue = [];
    this.rules = { seed: 0, rules: [] };
  }

  pending(): readonly Fault[] {
    return this.queue;
  }

  take(asked: Asked): Fault {
    return this.fromQueue(asked) ?? magicPhones.get(asked.phone ?? '') ?? this.fromRules(asked) ?? noFault;
  }

  private fromQueue({ call, reference }: Asked): Fault | undefined {
    const matches = (fault: Fault) => fault.call === call && (fault.reference ?? reference) === reference;
    const fault = this.queue.find(matches);
    if (fault && --fault.times === 0) this.queue.splice(this.queue.indexOf(fault), 1);
    return fault;
  }

  /** Random, but the same for the same seed and reference, in whatever order requests arrive. */
  private fromRules({ call, reference, nth }: Asked): Fault | undefined {
    const hash = createHash('sha256')
      .update(`${this.rules.seed}:${call}:${reference ?? ''}:${nth}`)
      .digest();
    let roll = (hash.readUInt32BE() / 2 ** 32) * 100;
    for (const { percent, fault } of this.rules.rules) {
      if (fault.call !== call) continue;
      if (roll < percent) return fault;
      roll -= percent;
    }
    return undefined;
  }
}
