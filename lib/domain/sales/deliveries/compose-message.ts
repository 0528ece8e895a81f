import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import type { MessageChannel, MessageFacts, MessageTemplate } from '@/lib/adapters/messaging/fill-message';
import { NotFound } from '@/lib/core/errors';
import { formatAmount } from '@/lib/core/money';
import { formatDate } from '@/lib/core/time';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { readTemplate } from './message-templates';

type ComposeInput = { saleId: number; channel: MessageChannel; pin: string };

/** A sale's message as it reads now: the text of the settings, and the facts that fill it. @throws NotFound */
export async function composeMessage(
  db: Executor,
  { saleId, channel, pin }: ComposeInput,
): Promise<{ template: MessageTemplate; facts: MessageFacts }> {
  const template = await readTemplate(db, channel);
  const { companyName, timeZone } = await getSettings(db);
  const [sale] = await db
    .select({
      reference: sales.reference,
      amountPaisa: sales.amountPaisa,
      product: products.name,
      validUntil: codes.validUntil,
    })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .leftJoin(codes, eq(codes.id, sales.codeId))
    .where(eq(sales.id, saleId));
  if (!sale) throw new NotFound('The sale');
  const { reference, product, amountPaisa } = sale;
  // A plain blank: the one that does not break is not in the alphabet of an SMS, and would halve its length.
  const amount = `Rs ${formatAmount(amountPaisa)}`;
  // The last day, as people say it: the instant itself is the first one after it.
  const validUntil = sale.validUntil ? formatDate(new Date(sale.validUntil.getTime() - 1), { timeZone }) : 'no end';
  return { template, facts: { pin, product, company: companyName, amount, reference, valid_until: validUntil } };
}
