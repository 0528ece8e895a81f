import { randomUUID } from 'node:crypto';
import { and, desc, eq, inArray, or } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { isContact } from '@/lib/core/erased-contact';
import { Invalid } from '@/lib/core/errors';
import { parseNepaliMobile } from '@/lib/core/phone';
import { countUse } from '@/lib/domain/access/limits/count-use';
import { readCodeOf } from '@/lib/domain/coupons/codes/encrypt-code';
import { digestsOf } from '@/lib/domain/coupons/reading/digest-code';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { countReadable, fewestReadable, fits, parseReadablePart } from './readable-part';
import { revealRule } from './reveal-sale-pin';
import { findDamagedPinInput } from './schemas';

/** This many of a customer's newest sales are looked through. */
const searched = 500;

export type DamagedPin =
  /** `no_customer`: no sale has this phone number, email address, number or serial. */
  | { kind: 'none' | 'no_customer' }
  /** More must be readable. */
  | { kind: 'several'; count: number }
  /** `pin` is null for anyone who cannot see it: they send it again to the contact that the sale has. */
  | { kind: 'found'; saleId: number; pin: string | null };

/**
 * Finds the PIN that a customer can read in part, among the sales of that customer alone: those with the same phone number or
 * email address. Each search counts against the person's limit, found or not, and is audited without what was typed.
 * @throws Forbidden, Invalid (too little is readable), Conflict (`limit_reason`, `limit_stop`)
 */
export const findDamagedPin = operation(
  'sales.sell',
  findDamagedPinInput,
  async (ctx: Context<UserActor>, { customer, readable, reason }): Promise<DamagedPin> => {
    const part = parseReadablePart(readable);
    if (countReadable(part) < fewestReadable) {
      throw new Invalid({ readable: [`Enter at least ${fewestReadable} characters that can be read.`] });
    }
    // By itself, so that it counts whatever comes of the search.
    await inTransaction(ctx, (tx) => countUse(tx, { kind: 'search', key: randomUUID(), reason }));
    return inTransaction(ctx, async (tx) => {
      const theirs = await salesOf(tx, customer);
      const fitting = theirs.filter(({ pin }) => pin !== null && fits(part, pin));
      const [found] = fitting;
      const known = fitting.length === 1 && found ? found : null;
      await recordAudit(tx, {
        action: 'sale.pin_searched',
        ...(known ? { subjectKind: 'sale', subjectId: known.id } : { subjectKind: 'settings', subjectId: 1 }),
        data: { sales: theirs.length, found: fitting.length },
      });
      if (theirs.length === 0) return { kind: 'no_customer' };
      if (!known) return fitting.length === 0 ? { kind: 'none' } : { kind: 'several', count: fitting.length };
      const isShown = revealRule(tx.actor, known.sellerId) !== 'forbidden';
      if (isShown) await recordReveal(tx, known.id, reason);
      return { kind: 'found', saleId: known.id, pin: isShown ? known.pin : null };
    });
  },
  { freshProof: 'after_away' },
);

async function recordReveal(tx: Context<UserActor>, saleId: number, reason: string | undefined): Promise<void> {
  await countUse(tx, { kind: 'reveal', key: randomUUID(), reason });
  const data = { damaged: true };
  await recordAudit(tx, { action: 'sale.pin_revealed', subjectKind: 'sale', subjectId: saleId, data });
}

/** The sold PINs of the customer who has this contact, sale or serial. */
async function salesOf(tx: Context, customer: string) {
  const contacts = await contactsOf(tx, customer);
  if (!contacts) return [];
  const { saleId, phone, email } = contacts;
  const isTheirs = or(
    saleId === null ? undefined : eq(sales.id, saleId),
    isContact(phone) ? eq(sales.phone, phone) : undefined,
    isContact(email) ? eq(sales.email, email) : undefined,
  );
  const rows = await tx.db
    .select({
      id: sales.id,
      sellerId: sales.sellerId,
      code: { digest: codes.digest, sealed: codes.sealed, sealingKeyId: codes.sealingKeyId },
      pin: { digest: sales.pinDigest, sealed: sales.pinSealed, sealingKeyId: sales.pinSealingKeyId },
    })
    .from(sales)
    .leftJoin(codes, eq(codes.id, sales.codeId))
    .where(and(isTheirs, eq(sales.state, 'succeeded')))
    .orderBy(desc(sales.id))
    .limit(searched);
  return rows.map(({ id, sellerId, code, pin }) => ({ id, sellerId, pin: readPin(code ?? pin) }));
}

type Encrypted = { digest: Buffer | null; sealed: Buffer | null; sealingKeyId: number | null };
const readPin = ({ digest, sealed, sealingKeyId }: Encrypted): string | null =>
  digest && sealed && sealingKeyId !== null ? readCodeOf({ digest, sealed, sealingKeyId }) : null;

/** Who is meant: a phone number, an email address, `#12` for a sale, or the serial that came with the PIN. */
async function contactsOf(tx: Context, customer: string) {
  const phone = parseNepaliMobile(customer);
  if (phone) return { saleId: null, phone, email: null };
  if (customer.includes('@')) return { saleId: null, phone: null, email: customer.toLowerCase() };
  const id = /^#([1-9]\d{0,14})$/.exec(customer)?.[1];
  const [sale] = await tx.db
    .select({ saleId: sales.id, phone: sales.phone, email: sales.email })
    .from(sales)
    .where(id ? eq(sales.id, Number(id)) : inArray(sales.serialDigest, digestsOf(customer)))
    .orderBy(desc(sales.id))
    .limit(1);
  return sale ?? null;
}
