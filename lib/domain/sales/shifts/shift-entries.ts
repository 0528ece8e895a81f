import { and, eq, isNull } from 'drizzle-orm';
import type { sales } from '@/db/schema/sales';
import { shiftEntries } from '@/db/schema/shift-entries';
import { shifts } from '@/db/schema/shifts';
import { Conflict } from '@/lib/core/errors';
import { actorName } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

type SaleRow = typeof sales.$inferSelect;
type EntryKind = (typeof shiftEntries.$inferSelect)['kind'];

/** The open shift of a seller, which cannot close before the transaction ends; null when they have none. */
export async function holdOpenShift(tx: Context, sellerId: number): Promise<number | null> {
  const [open] = await tx.db
    .select({ id: shifts.id })
    .from(shifts)
    .where(and(eq(shifts.sellerId, sellerId), isNull(shifts.closedAt)))
    .for('share');
  return open?.id ?? null;
}

/** A sale at the desk without an open shift, where the settings ask for one. */
export const shiftRequired = () => new Conflict('shift_required', 'Open your shift first. Nothing was sold.');

/** A sale puts its amount into the till of the shift that it is made in. */
export async function enterSale(tx: Context, sale: SaleRow): Promise<void> {
  if (sale.shiftId !== null) await enter(tx, sale, sale.shiftId, 'sale', sale.amountPaisa);
}

/**
 * Money that goes back to a customer of the desk leaves the till in which that happens: of the person who voids it or gives goodwill, else
 * of its seller. In no open shift it is in none. An integrator has it back as credit.
 */
export async function enterMoneyBack(
  tx: Context,
  sale: SaleRow,
  kind: Exclude<EntryKind, 'sale'>,
  amountPaisa = sale.amountPaisa,
): Promise<void> {
  if (sale.sellerId === null || amountPaisa === 0) return;
  const byHand = kind === 'voided' || kind === 'goodwill';
  const own = byHand && tx.actor.kind === 'user' ? await holdOpenShift(tx, tx.actor.id) : null;
  const shiftId = own ?? (await holdOpenShift(tx, sale.sellerId));
  if (shiftId !== null) await enter(tx, sale, shiftId, kind, -amountPaisa);
}

async function enter(tx: Context, sale: SaleRow, shiftId: number, kind: EntryKind, amountPaisa: number): Promise<void> {
  const method = sale.paymentMethod ?? 'unstated';
  const by = { at: tx.now(), actorName: actorName(tx.actor) };
  await tx.db.insert(shiftEntries).values({ shiftId, saleId: sale.id, kind, method, amountPaisa, ...by });
}
