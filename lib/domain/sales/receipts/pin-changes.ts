import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { correctedPins, replacedCodes } from '@/db/schema/sales';

/** How often the PIN of a sale was replaced or corrected. */
export async function countPinChanges(db: Executor, saleId: number): Promise<number> {
  const replaced = await db.$count(replacedCodes, eq(replacedCodes.saleId, saleId));
  return replaced + (await db.$count(correctedPins, eq(correctedPins.saleId, saleId)));
}
