import type { RechargeMethod } from '@/lib/core/entities/recharge-card';
import type { KhaltiFailureCode } from './error-codes';

/** Why a supplier failed. The prefix keeps Khalti's numbers apart from Sparrow's, in types and in columns alike. */
export type SupplierCode = `khalti:${KhaltiFailureCode}` | 'stock:sold_out';

/** Why an outcome is not known. Stable: the desk's texts are keyed by them. */
export type UnknownReason =
  | 'unreachable'
  | 'timed_out'
  | 'cut'
  | 'unreadable'
  | 'unexpected_status'
  | 'processing'
  | 'unknown_state'
  | 'duplicate_reference'
  | 'supplier_error'
  | 'refused'
  | 'contradiction';

/** What is bought: one product under one reference that no earlier order has used. */
export type SupplierOrder = {
  reference: string;
  value: string;
  /** Of a recharge card, which is bought by amount alone. */
  method?: RechargeMethod | null;
  amountPaisa: number;
  /** `+97798…`; suppliers get the ten digits. */
  phone?: string | null;
  email?: string | null;
};

/** `words`: what the supplier said, without token, PIN, serial and contacts; fit for a timeline and a log. */
type Said = { words: string };

/** `costPaisa`: what it took from our credit; null where the answer does not say so. */
type Bought = { serial: string | null; supplierSaleId: string | null; costPaisa: number | null } & Said;

export type PayOutcome =
  | ({ kind: 'succeeded'; pin: string } & Bought)
  /** Paid, without a PIN: never sold again, never refunded by itself. */
  | ({ kind: 'pin_missing' } & Bought)
  /** Failed for good. `alert`: every sale will fail until an admin fixes the cause. */
  | ({ kind: 'failed'; code: SupplierCode; reason: string; alert: boolean } & Said)
  /** May have been bought: hold and look up. `contradiction`: a person has to read it. */
  | ({ kind: 'unknown'; reason: UnknownReason; code: SupplierCode | null; contradiction: boolean } & Said);

/** No outcome is known: try again later. */
export type Unanswered = {
  kind: 'unanswered';
  reason: UnknownReason;
  code: SupplierCode | null;
  alert: boolean;
  contradiction: boolean;
} & Said;

export type LookupOutcome =
  /** Bought. No look-up carries a PIN. */
  | ({ kind: 'succeeded'; supplierSaleId: string | null; amountPaisa: number | null; refundedPaisa: number } & Said)
  | ({ kind: 'failed'; code: SupplierCode; reason: string } & Said)
  | ({ kind: 'processing' } & Said)
  /** The supplier does not know the reference; final only at the second such answer. */
  | ({ kind: 'invalid_reference' } & Said)
  | Unanswered;

export type SupplierProduct = { idx: string; name: string; value: string; amountPaisa: number };

/** `unreadable`: entries of the list that could not be read; while there are any, a missing product might still be offered. */
export type ProductList = { kind: 'answered'; products: SupplierProduct[]; unreadable: number };

export type SupplierBalance = { kind: 'answered'; availablePaisa: number; consumedPaisa: number | null };
