import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { fillMessage, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { contractTemplates } from '@/lib/adapters/messaging/suggested-texts';
import { encryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import type { Context } from '@/lib/platform/context/context';
import { enqueueSending } from './enqueue-sending';
import { insertDeliveries } from './insert-deliveries.sql';

/** The SMS with this PIN while the text of the contract is used. */
export const contractSms = (pin: string) => fillMessage(contractTemplates.sms, { ...sampleFacts, pin }).text;

const insertOne = insertDeliveries({
  from: '(select) one',
  saleId: '$1::bigint',
  phone: '$2::text',
  email: '$3::text',
  at: '$4::timestamptz',
});

/** Messages of a sale and their jobs, as the sale itself makes them. */
export async function queueDeliveries(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { saleId, phone, email }: { saleId: number; phone: string | null; email: string | null },
): Promise<void> {
  const made = await runStatement<{ id: string }>(db, insertOne, [saleId, phone, email, now().toISOString()]);
  await enqueueSending(
    db,
    made.map(({ id }) => Number(id)),
  );
}

export type MadeSale = { saleId: number; pin: string };

/** A sale that succeeded with a PIN of its own, as tests of its messages need one. */
export async function makeSale(db: Executor, sellerId: number, pin = generateCode()): Promise<MadeSale> {
  const { digest, sealed, sealingKeyId, lastFour } = encryptCode(pin);
  const [sale] = await db
    .insert(sales)
    .values({
      reference: randomBytes(12).toString('hex'),
      sellerId,
      productId: await findOrMakeProduct(db),
      supplier: 'khalti',
      supplierReference: randomBytes(12).toString('hex'),
      amountPaisa: 200_000,
      state: 'succeeded',
      settledAt: new Date(),
      pinDigest: digest,
      pinSealed: sealed,
      pinSealingKeyId: sealingKeyId,
      pinLastFour: lastFour,
    })
    .returning({ id: sales.id });
  if (!sale) throw new Error('The sale was not made.');
  return { saleId: sale.id, pin };
}

async function findOrMakeProduct(db: Executor): Promise<number> {
  const value = 'message test coupon';
  const idx = randomBytes(11).toString('hex');
  await db
    .insert(products)
    .values({
      idx,
      name: value,
      value,
      amountPaisa: 200_000,
      supplier: 'khalti',
      supplierIdx: idx,
      supplierValue: value,
    })
    .onConflictDoNothing();
  const [product] = await db.select({ id: products.id }).from(products).where(eq(products.value, value));
  if (!product) throw new Error('The product was not made.');
  return product.id;
}
