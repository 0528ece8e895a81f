import { inArray } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode } from '@/lib/domain/coupons/reading/normalize-code';
import { soldWith } from '@/lib/domain/sales/pins/sold-as';

/** The most groups that a PIN is written in, and the length of the shortest. */
const mostGroups = 10;
const shortest = 6;

/** What can be between a PIN and the words next to it: blanks, all punctuation, or all but what a code of other makers has in it. */
const betweenWords = [/\s+/, /[^\p{L}\p{M}\p{N}]+/u, /[^\p{L}\p{M}\p{N}_.]+/u];

/** Whether a text has an issued code or a sold PIN in it, in one word or in groups, whatever is around it. */
export async function hasSoldPin(db: Executor, text: string): Promise<boolean> {
  const parts = betweenWords.flatMap((between) => {
    const words = text.normalize('NFKC').split(between);
    return words.flatMap((_, from) =>
      Array.from({ length: mostGroups }, (__, more) => words.slice(from, from + more + 1).join('')),
    );
  });
  const possible = new Set(parts.map(normalizeCode).filter(({ length }) => length >= shortest && length <= 64));
  const digests = [...possible].flatMap(digestsOf);
  if (digests.length === 0) return false;
  const [code] = await db.select({ id: codes.id }).from(codes).where(inArray(codes.digest, digests)).limit(1);
  if (code) return true;
  const [sale] = await db.select({ id: sales.id }).from(sales).where(soldWith(db, digests)).limit(1);
  return sale !== undefined;
}
