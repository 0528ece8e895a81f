import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import type { PaymentMethod } from '@/lib/core/entities/payment-method';

/** What a seller chose and typed for one sale that is not made yet. */
export type Draft = {
  productId: number | null;
  /** The price that the seller saw when they chose the product. */
  amountPaisa: number | null;
  phone: string;
  email: string;
  language: CustomerLanguage | null;
  paymentMethod: PaymentMethod | null;
};

type Kept = Draft & { sellerId: number; reference: string };

const storageKey = 'sell-draft';

/** The tab keeps one, so that a reload finds it: for this seller and this sale only, never for the next customer. */
export function readDraft(sellerId: number, reference: string): Draft | null {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(storageKey) ?? 'null') as Kept | null;
    return kept?.sellerId === sellerId && kept.reference === reference ? kept : null;
  } catch {
    return null;
  }
}

export function keepDraft(sellerId: number, reference: string, draft: Draft): void {
  const kept: Kept = { sellerId, reference, ...draft };
  try {
    window.sessionStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Without storage, a reload empties the form.
  }
}

export function dropDraft(): void {
  try {
    window.sessionStorage.removeItem(storageKey);
  } catch {
    // Without storage, there is none.
  }
}

/** A reference for a sale that this browser starts. `crypto.randomUUID` is missing where an office serves plain HTTP. */
export function newReference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
