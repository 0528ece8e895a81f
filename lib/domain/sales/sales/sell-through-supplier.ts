import { setTimeout as wait } from 'node:timers/promises';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import type { PayOutcome } from '@/lib/adapters/khalti/outcomes';
import { onceCommitted } from '@/lib/core/database-errors';
import { DomainError } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { SaleRow } from './change-sale';
import { explainRefusal } from './explain-refusal';
import { type OpenedSale, openSupplierSale } from './open-supplier-sale';
import type { Purchase } from './sell-from-stock';
import { settlePayment } from './settle-payment';

export type SupplierSale = { sale: SaleRow; productName: string; pin: string | null; serial: string | null };

const pausesMs = [250, 1000, 4000, 15_000];

type KhaltiClient = NonNullable<ReturnType<typeof findKhaltiClient>>;

/**
 * Buys one PIN at Khalti: the sale is committed, then paid with one request, then settled. No transaction is open while
 * Khalti is asked. Ends as any state but `pending`, unless the process dies on the way: the sweep finds that one.
 * @throws as `openSupplierSale`; OutcomeUnknown
 */
export async function sellThroughSupplier(
  ctx: Context<KeyActor | UserActor>,
  purchase: Purchase,
): Promise<SupplierSale> {
  const client = findKhaltiClient();
  const opened = await openSupplierSale(ctx, purchase, client !== null);
  const { sale, productName } = opened;
  if (!client || sale.state !== 'pending') return { sale, productName, pin: null, serial: null };
  return onceCommitted(() => pay(ctx, client, opened));
}

async function pay(
  ctx: Context<KeyActor | UserActor>,
  client: KhaltiClient,
  { sale, productName, supplierValue, supplierMethod }: OpenedSale,
): Promise<SupplierSale> {
  const { supplierReference, amountPaisa, phone, email } = sale;
  const started = performance.now();
  const answer = await client.pay({
    reference: supplierReference ?? '',
    value: supplierValue,
    method: supplierMethod,
    amountPaisa,
    phone,
    email,
  });
  const tookMs = performance.now() - started;
  const outcome = await explainRefusal(ctx, sale, answer);
  const settled = await settle(ctx, sale.id, outcome, tookMs);
  const isOurs = outcome.kind === 'succeeded' && settled.state === 'succeeded';
  const { pin, serial } = isOurs ? outcome : { pin: null, serial: null };
  return { sale: settled, productName, pin, serial };
}

/** The answer has a PIN that is nowhere else, so this waits for a database that is unavailable for a moment. */
async function settle(ctx: Context, saleId: number, outcome: PayOutcome, tookMs: number): Promise<SaleRow> {
  for (const pauseMs of pausesMs) {
    try {
      return await settlePayment(ctx, saleId, outcome, tookMs);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      logger.error({ err: error, saleId }, 'a paid sale could not be settled, and is tried again');
      await wait(pauseMs);
    }
  }
  return settlePayment(ctx, saleId, outcome, tookMs);
}
