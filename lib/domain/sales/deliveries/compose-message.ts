import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import type { MessageChannel, MessageFacts, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import { noEndIn, suggestedTexts } from '@/lib/adapters/messaging/suggested-texts';
import { NotFound } from '@/lib/core/errors';
import { formatAmount } from '@/lib/core/money';
import { formatDate } from '@/lib/core/time';
import { endOfCode } from '@/lib/domain/coupons/codes/code-validity.sql';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { customerLanguageOf } from './customer-language-of';
import { readTemplate } from './message-templates';

type ComposeInput = { saleId: number; channel: MessageChannel; pin: string };

/**
 * A sale's message as it reads now, in the customer's language, and the facts that fill it. The organization's own text in it is
 * for PINs of both suppliers. @throws NotFound
 */
export async function composeMessage(
  db: Executor,
  { saleId, channel, pin }: ComposeInput,
): Promise<{ template: MessageTemplate; facts: MessageFacts }> {
  const { companyName, timeZone } = await getSettings(db);
  const [sale] = await db
    .select({
      reference: sales.reference,
      amountPaisa: sales.amountPaisa,
      supplier: sales.supplier,
      method: products.supplierMethod,
      phone: sales.phone,
      email: sales.email,
      language: sales.language,
      product: products.name,
      validUntil: endOfCode,
    })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .leftJoin(codes, eq(codes.id, sales.codeId))
    .where(eq(sales.id, saleId));
  if (!sale) throw new NotFound('The sale');
  const { reference, product, amountPaisa } = sale;
  // The contract's text is about Nettv: a recharge card is said by its name.
  const origin = sale.method === null ? sale.supplier : 'stock';
  const language = await customerLanguageOf(db, sale);
  const own = await readTemplate(db, channel, language);
  const template: MessageTemplate = own.isSuggested ? suggestedTexts[language][origin][channel] : own;
  // A plain blank: the one that does not break is not in the alphabet of an SMS, and would halve its length.
  const amount = `Rs ${formatAmount(amountPaisa)}`;
  // The last day, as people say it: the instant itself is the first one after it.
  const lastDay = sale.validUntil && new Date(sale.validUntil.getTime() - 1);
  const validUntil = lastDay ? formatDate(lastDay, { timeZone, locale: language }) : noEndIn[language];
  return { template, facts: { pin, product, company: companyName, amount, reference, valid_until: validUntil } };
}
