import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { codes, coupons } from '@/db/schema/coupons';
import { deliveries } from '@/db/schema/deliveries';
import { goodwillCodes } from '@/db/schema/goodwill-codes';
import { violatedConstraint } from '@/lib/core/database-errors';
import { erasedContact } from '@/lib/core/erased-contact';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import { countUse } from '@/lib/domain/access/limits/count-use';
import { generateBatch } from '@/lib/domain/coupons/codes/issue-codes';
import { couponOperation } from '@/lib/domain/coupons/coupons/coupon-reach';
import { enqueueSending } from '@/lib/domain/sales/deliveries/enqueue-sending';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { chosenOf, contactsOfSale } from './customer-of-sale';
import { canGiveCodeOf } from './goodwill-coupons';
import { handOutGoodwillCode } from './hand-out-goodwill-code.sql';
import { giveGoodwillCodeInput } from './schemas';

type Input = z.output<typeof giveGoodwillCodeInput>;
export type GivenCode = { id: number; lastFour: string };

/**
 * Issues a code of a coupon, records it with the customer of a sale and sends it to them, all or nothing. It counts as handed out,
 * so that nothing sells it later. The same press again, as after a lost answer, gives the first code and sends nothing.
 * @throws Forbidden, NotFound, Invalid (a coupon whose codes are not given away), Conflict (`no_contact`, `contact_erased`, `other_press`, `limit_stop`)
 */
export const giveGoodwillCode = couponOperation(
  'sales.resolve',
  giveGoodwillCodeInput,
  async (ctx, input): Promise<GivenCode> => {
    const { actor } = ctx;
    if (actor.kind !== 'user') throw new Forbidden('Goodwill codes are given by people at the desk.');
    return inTransaction(ctx, async (tx) => {
      // The lock of the sale lets presses of one page take turns, and holds back an erasure of the customer.
      const chosen = chosenOf(await contactsOfSale(tx.db, input.saleId, true), input.by);
      const earlier = await findPress(tx.db, input, actor.id);
      if (earlier) return earlier;
      if (!chosen) throw new Conflict('no_contact', 'This sale has no contact, so there is nobody to send a code to.');
      if (chosen.contact === erasedContact) {
        throw new Conflict('contact_erased', 'The contact of this sale was erased. There is nobody to send a code to.');
      }
      const { id: codeId, lastFour } = await issueOne(tx, input.couponId);
      // It goes to a contact, as a PIN does that is sent again, and so counts as that. People are locked behind coupons.
      await countUse({ ...tx, actor }, { kind: 'reveal', key: `goodwill ${input.press}`, reason: input.reason });
      const at = tx.now();
      const { press, saleId, couponId, reason } = input;
      const [given] = await tx.db
        .insert(goodwillCodes)
        .values({ press, saleId, codeId, at, authorId: actor.id, reason })
        .returning({ id: goodwillCodes.id })
        .catch((error: unknown) => {
          throw violatedConstraint(error) === 'goodwill_codes_press_key' ? otherPress() : error;
        });
      if (!given) throw new Error('The goodwill code was not written.');
      const channel = chosen.by === 'phone' ? 'sms' : 'email';
      const message = { saleId, goodwillCodeId: given.id, channel, recipient: chosen.contact } as const;
      const made = await tx.db
        .insert(deliveries)
        .values({ ...message, createdAt: at, updatedAt: at })
        .returning({ id: deliveries.id });
      await enqueueSending(
        tx.db,
        made.map(({ id }) => id),
        'send-goodwill',
      );
      const data = { couponId, codeId, reason };
      await recordAudit(tx, { action: 'customer.goodwill_code_given', subjectKind: 'sale', subjectId: saleId, data });
      return { id: given.id, lastFour };
    });
  },
  { freshProof: 'after_away' },
);

/** What this press gave before. @throws Conflict (`other_press`) where it was about something else */
async function findPress(db: Executor, input: Input, authorId: number): Promise<GivenCode | undefined> {
  const { id, press, saleId, reason } = goodwillCodes;
  const [row] = await db
    .select({
      id,
      saleId,
      authorId: goodwillCodes.authorId,
      reason,
      couponId: codes.couponId,
      lastFour: codes.lastFour,
    })
    .from(goodwillCodes)
    .innerJoin(codes, eq(codes.id, goodwillCodes.codeId))
    .where(eq(press, input.press));
  if (!row) return undefined;
  const isSame = row.saleId === input.saleId && row.couponId === input.couponId && row.authorId === authorId;
  if (isSame && row.reason === input.reason) return { id: row.id, lastFour: row.lastFour };
  throw otherPress();
}

const otherPress = () =>
  new Conflict('other_press', 'This page has already given another code. Reload it to see which, then start again.');

async function issueOne(tx: Context, couponId: number): Promise<{ id: number; lastFour: string }> {
  if ((await tx.db.$count(coupons, and(eq(coupons.id, couponId), canGiveCodeOf(tx.now())))) === 0) {
    throw new Invalid({ couponId: ['Choose an active coupon that needs issued codes and that no product sells.'] });
  }
  const { batchId } = await generateBatch(tx, { couponId, count: 1 });
  const [code] = await runStatement<{ id: number; last_four: string }>(tx.db, handOutGoodwillCode, [
    batchId,
    tx.now().toISOString(),
  ]);
  if (!code) throw new Error('The code was not issued.');
  return { id: code.id, lastFour: code.last_four };
}
