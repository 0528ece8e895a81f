import type { CreditAccountKind, TransferKind } from '@/lib/domain/sales/credits/move-credit';
import { openSaleStates } from '@/lib/domain/sales/open-sale-states';
import type { SaleState } from './filters';

/** The accounts of an integrator between which each kind of transfer of a sale moves its amount. */
export const saleTransfers = {
  purchase: { from: 'available', to: 'consumed' },
  hold: { from: 'available', to: 'held' },
  settle: { from: 'held', to: 'consumed' },
  release: { from: 'held', to: 'available' },
  void: { from: 'consumed', to: 'available' },
} as const satisfies Partial<Record<TransferKind, { from: CreditAccountKind; to: CreditAccountKind }>>;

/** What a transition brings about, next to its event in the timeline and its audit row. */
export type SaleEffects = {
  /** How the credit of the integrator that buys moves; nothing moves at the desk. */
  transfer?: keyof typeof saleTransfers;
  /** The PIN is sent to each contact that was given; of an integrator's sale only where it leaves that to the desk. */
  delivers?: true;
  /** The webhook event that is published. */
  webhook?: 'sale.succeeded' | 'sale.failed' | 'sale.voided' | 'sale.refunded' | 'sale.pin_missing';
};

/** A purchase starts as `new`, which no sale is ever stored as. */
export type SaleOrigin = SaleState | 'new';

const failed = { webhook: 'sale.failed' } as const;
const pinMissing = { webhook: 'sale.pin_missing' } as const;
const sold = { delivers: true, webhook: 'sale.succeeded' } as const;

/**
 * Every transition of a sale and what it brings about, from own stock and through a supplier alike. What is not named
 * here does not happen. `sale-timeline.sql.ts` writes it.
 */
export const saleTransitions = {
  new: {
    succeeded: { transfer: 'purchase', ...sold },
    pending: { transfer: 'hold' },
    failed,
  },
  pending: {
    succeeded: { transfer: 'settle', ...sold },
    failed: { transfer: 'release', ...failed },
    unknown: {},
    pin_missing: pinMissing,
  },
  unknown: {
    succeeded: { transfer: 'settle', ...sold },
    failed: { transfer: 'release', ...failed },
    pin_missing: pinMissing,
  },
  pin_missing: {
    succeeded: { transfer: 'settle', ...sold },
    refunded: { transfer: 'release', webhook: 'sale.refunded' },
  },
  succeeded: {
    voided: { transfer: 'void', webhook: 'sale.voided' },
    // Its supplier gave the money back: the sale is undone, as by a void. `refund` is goodwill, of a sale that stays.
    refunded: { transfer: 'void', webhook: 'sale.refunded' },
  },
  failed: {},
  refunded: {},
  voided: {},
} as const satisfies Record<SaleOrigin, Partial<Record<SaleState, SaleEffects>>>;

/** What the transition brings about; undefined when there is no such transition. */
export function effectsOf(from: SaleOrigin, to: SaleState): SaleEffects | undefined {
  const effects: Partial<Record<SaleState, SaleEffects>> = saleTransitions[from];
  return effects[to];
}

export const canBecome = (from: SaleState, to: SaleState): boolean => effectsOf(from, to) !== undefined;

export type OpenSaleState = (typeof openSaleStates)[number];

export const isOpenSale = (state: SaleState): state is OpenSaleState => openSaleStates.some((open) => open === state);

/** There is something to notify the seller of: it ended, or waits for a person. */
export const hasResult = (state: SaleState): state is Exclude<SaleState, 'pending' | 'unknown'> =>
  state !== 'pending' && state !== 'unknown';
