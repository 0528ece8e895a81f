import type { PayOutcome } from '@/lib/adapters/khalti/outcomes';
import { logger } from '@/lib/core/logger';
import { encryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { shownEnd } from '@/lib/domain/coupons/reading/normalize-code';
import { noteAlert, recordCall } from '@/lib/domain/sales/supply/record-call';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { addSaleNote, changeSale, flagSale, lockSale, type SaleRow } from './change-sale';
import { nextLookUp } from './look-up-schedule';
import { canBecome } from './sale-transitions';

/** Applies the supplier's answer to the one payment to its sale, also when a sweep has made the sale unknown meanwhile. */
export function settlePayment(ctx: Context, saleId: number, outcome: PayOutcome, tookMs: number): Promise<SaleRow> {
  return inTransaction(ctx, async (tx) => {
    const sale = await lockSale(tx, saleId);
    await recordCall(tx, { kind: 'pay', saleId, tookMs, ...callOutcome(outcome) });
    if (outcome.kind === 'failed' && outcome.alert) await noteAlert(tx, outcome);
    if (outcome.kind === 'succeeded' || outcome.kind === 'pin_missing') await noteAlert(tx, null);
    if (outcome.kind === 'unknown') return sale.state === 'pending' ? hold(tx, sale, outcome) : sale;
    if (!canBecome(sale.state, outcome.kind)) return tooLate(tx, sale, outcome);
    return changeSale(tx, sale, { to: outcome.kind, note: outcome.words, ...columnsOf(outcome) });
  });
}

function callOutcome(outcome: PayOutcome) {
  const why = { succeeded: 'ok', pin_missing: 'pin_missing', failed: 'failed', unknown: 'unknown' } as const;
  const { kind, words } = outcome;
  const code = kind === 'failed' ? outcome.code : kind === 'unknown' ? outcome.reason : null;
  return { outcome: code ?? why[kind], words };
}

function columnsOf(outcome: Exclude<PayOutcome, { kind: 'unknown' }>) {
  if (outcome.kind === 'failed') return { set: { failureCode: outcome.code, failureReason: outcome.reason } };
  const { supplierSaleId, serial, costPaisa } = outcome;
  const encryptedSerial = serial === null ? null : encryptCode(serial);
  const known = {
    supplierSaleId,
    costPaisa,
    ...(encryptedSerial
      ? {
          serialDigest: encryptedSerial.digest,
          serialDigestKeyId: encryptedSerial.digestKeyId,
          serialSealed: encryptedSerial.sealed,
          serialSealingKeyId: encryptedSerial.sealingKeyId,
        }
      : {}),
  };
  if (outcome.kind === 'pin_missing') return { set: known, flag: 'pin_missing' as const };
  return { set: { ...known, ...pinColumns(outcome.pin) } };
}

/** What a sale keeps of its PIN. Its last four are as the supplier writes them: they are compared with a card. */
export function pinColumns(pin: string) {
  const { digest, digestKeyId, sealed, sealingKeyId } = encryptCode(pin);
  return {
    pinDigest: digest,
    pinDigestKeyId: digestKeyId,
    pinSealed: sealed,
    pinSealingKeyId: sealingKeyId,
    pinLastFour: shownEnd(pin.replace(/[\s\p{Pd}]/gu, '')),
  };
}

async function hold(tx: Context, sale: SaleRow, outcome: Extract<PayOutcome, { kind: 'unknown' }>): Promise<SaleRow> {
  return changeSale(tx, sale, {
    to: 'unknown',
    note: outcome.words,
    set: { unknownReason: outcome.reason, nextLookUpAt: nextLookUp(tx.now(), 0) },
    ...(outcome.contradiction ? { flag: 'contradiction' as const } : {}),
  });
}

/** The sale has already ended another way; a person has to resolve the contradiction. */
async function tooLate(tx: Context, sale: SaleRow, outcome: PayOutcome): Promise<SaleRow> {
  if (sale.state === outcome.kind) return sale;
  logger.error({ saleId: sale.id, state: sale.state, answer: outcome.kind }, 'an answer came too late for its sale');
  await addSaleNote(tx, sale, `A late answer of the supplier: ${outcome.words}`);
  return flagSale(tx, sale, 'late_answer');
}
