import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { goodwillCodes } from '@/db/schema/goodwill-codes';
import { sales } from '@/db/schema/sales';
import type { MessageChannel, MessageFacts, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import { goodwillTemplates } from '@/lib/adapters/messaging/goodwill-texts';
import { Conflict, NotFound } from '@/lib/core/errors';
import { formatDate } from '@/lib/core/time';
import { endOfCode } from '@/lib/domain/coupons/codes/code-validity.sql';
import { readUnlessAltered } from '@/lib/domain/coupons/codes/encrypt-code';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { customerLanguageOf } from './customer-language-of';

/**
 * A goodwill code in clear. For use cases: it asks for no permission and writes no audit row.
 * @throws Conflict `unreadable` when it was altered, KeyNotLoaded
 */
export async function readGoodwillCode(db: Executor, goodwillCodeId: number): Promise<string | null> {
  const { digest, sealed, sealingKeyId } = codes;
  const [row] = await db
    .select({ digest, sealed, sealingKeyId })
    .from(goodwillCodes)
    .innerJoin(codes, eq(codes.id, goodwillCodes.codeId))
    .where(eq(goodwillCodes.id, goodwillCodeId));
  if (!row) return null;
  const code = readUnlessAltered(row);
  if (code !== null) return code;
  throw new Conflict('unreadable', `Goodwill code ${goodwillCodeId} cannot be decrypted with the keys of this desk.`);
}

type ComposeInput = { goodwillCodeId: number; channel: MessageChannel; code: string };

/** The message with a goodwill code, in the customer's language; it is good until its own end or its coupon's, whichever comes first. @throws NotFound */
export async function composeGoodwill(
  db: Executor,
  { goodwillCodeId, channel, code }: ComposeInput,
): Promise<{ template: MessageTemplate; facts: MessageFacts }> {
  const { companyName, timeZone } = await getSettings(db);
  const [row] = await db
    .select({
      validUntil: endOfCode,
      sale: { phone: sales.phone, email: sales.email, language: sales.language },
    })
    .from(goodwillCodes)
    .innerJoin(sales, eq(sales.id, goodwillCodes.saleId))
    .innerJoin(codes, eq(codes.id, goodwillCodes.codeId))
    .where(eq(goodwillCodes.id, goodwillCodeId));
  if (!row) throw new NotFound('The goodwill code');
  // The last day, as people say it: the instant itself is the first one after it.
  const language = await customerLanguageOf(db, row.sale);
  const lastDay = row.validUntil && new Date(row.validUntil.getTime() - 1);
  const valid_until = lastDay ? formatDate(lastDay, { timeZone, locale: language }) : '';
  const facts = { pin: code, company: companyName, valid_until, product: '', amount: '', reference: '' };
  return { template: goodwillTemplates[language](lastDay !== null)[channel], facts };
}
