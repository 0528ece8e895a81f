import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { readCodeOf } from '@/lib/domain/coupons/codes/encrypt-code';
import type { Context } from '@/lib/platform/context/context';

/** As many as it takes to know how a supplier writes the PINs of a product. */
const compared = 20;

const kinds = { digits: /\p{N}/u, letters: /\p{L}/u, 'other characters': /[^\p{N}\p{L}]/u };
type Kind = keyof typeof kinds;

const withoutGaps = (pin: string) => pin.replace(/[\s-]/g, '');
const kindsOf = (pin: string) => (Object.keys(kinds) as Kind[]).filter((kind) => kinds[kind].test(pin));

/**
 * How a PIN differs in length or alphabet from the last ones of its product, in words; null when it does not, or when there is
 * none to compare it with. For use cases: it asks for no permission.
 */
export async function findUnlikeEarlierPins(ctx: Context, productId: number, entered: string): Promise<string | null> {
  const rows = await ctx.db
    .select({ digest: sales.pinDigest, sealed: sales.pinSealed, sealingKeyId: sales.pinSealingKeyId })
    .from(sales)
    .where(and(eq(sales.productId, productId), eq(sales.state, 'succeeded'), isNotNull(sales.pinSealed)))
    .orderBy(desc(sales.id))
    .limit(compared);
  const earlier = rows.flatMap(({ digest, sealed, sealingKeyId }) => {
    const pin = digest && sealed && sealingKeyId !== null ? readCodeOf({ digest, sealed, sealingKeyId }) : null;
    return pin === null ? [] : [withoutGaps(pin)];
  });
  return earlier.length === 0 ? null : describeDifference(withoutGaps(entered), earlier);
}

function describeDifference(pin: string, earlier: string[]): string | null {
  const lengths = [...new Set(earlier.map(({ length }) => length))].sort((one, other) => one - other);
  if (!lengths.includes(pin.length)) {
    return `Earlier PINs of this product have ${lengths.join(' or ')} characters, and this one has ${pin.length}.`;
  }
  const known = new Set(earlier.flatMap(kindsOf));
  const strange = kindsOf(pin).filter((kind) => !known.has(kind));
  return strange.length === 0
    ? null
    : `Earlier PINs of this product have no ${strange.join(' and no ')}, and this one has.`;
}
