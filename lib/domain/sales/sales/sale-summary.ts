import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes } from '@/db/schema/coupons';
import { integrators } from '@/db/schema/integrators';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { users } from '@/db/schema/team';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import type { PaymentMethod } from '@/lib/core/entities/payment-method';
import { endOfCode } from '@/lib/domain/coupons/codes/code-validity.sql';
import type { SaleState } from './filters';

export type FlagReason = NonNullable<(typeof sales.$inferSelect)['flagReason']>;

/** A sale as lists and answers show it: never with its PIN. */
export type SaleSummary = {
  id: number;
  reference: string;
  state: SaleState;
  supplier: 'stock' | 'khalti';
  productId: number;
  productName: string;
  amountPaisa: number;
  phone: string | null;
  email: string | null;
  /** Of its messages, as it was chosen; null: as last time. */
  language: CustomerLanguage | null;
  /** Null where nobody asked, and for an integrator. */
  paymentMethod: PaymentMethod | null;
  pinLastFour: string | null;
  /** The first instant at which its PIN is over, as it was sold; null for no end, and for a supplier's PIN. */
  validUntil: string | null;
  failureCode: string | null;
  /** Why it failed, in words. */
  failureReason: string | null;
  /** Why it needs a person, and since when. */
  flagReason: FlagReason | null;
  flaggedAt: string | null;
  /** When the supplier is asked next, while the outcome is not known. */
  nextLookUpAt: string | null;
  sellerId: number | null;
  /** The person at the desk, or the integrator. */
  sellerName: string;
  createdAt: string;
  settledAt: string | null;
};

/** The query every read of sales starts from; add its own `where`. For use cases: it asks for no permission. */
export function selectSales(db: Executor) {
  return db
    .select({
      id: sales.id,
      reference: sales.reference,
      state: sales.state,
      supplier: sales.supplier,
      productId: sales.productId,
      productName: products.name,
      amountPaisa: sales.amountPaisa,
      phone: sales.phone,
      email: sales.email,
      language: sales.language,
      paymentMethod: sales.paymentMethod,
      pinLastFour: sales.pinLastFour,
      validUntil: endOfCode,
      failureCode: sales.failureCode,
      failureReason: sales.failureReason,
      flagReason: sales.flagReason,
      flaggedAt: sales.flaggedAt,
      nextLookUpAt: sales.nextLookUpAt,
      sellerId: sales.sellerId,
      shiftId: sales.shiftId,
      integratorId: sales.integratorId,
      userName: users.name,
      integratorName: integrators.name,
      createdAt: sales.createdAt,
      settledAt: sales.settledAt,
    })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .leftJoin(codes, eq(codes.id, sales.codeId))
    .leftJoin(users, eq(users.id, sales.sellerId))
    .leftJoin(integrators, eq(integrators.id, sales.integratorId));
}

type SaleRow = Awaited<ReturnType<typeof selectSales>>[number];

export function toSaleSummary(row: SaleRow): SaleSummary {
  return {
    id: row.id,
    reference: row.reference,
    state: row.state,
    supplier: row.supplier,
    productId: row.productId,
    productName: row.productName,
    amountPaisa: row.amountPaisa,
    phone: row.phone,
    email: row.email,
    language: row.language,
    paymentMethod: row.paymentMethod,
    pinLastFour: row.pinLastFour,
    validUntil: row.validUntil?.toISOString() ?? null,
    failureCode: row.failureCode,
    failureReason: row.failureReason,
    flagReason: row.flagReason,
    flaggedAt: row.flaggedAt?.toISOString() ?? null,
    nextLookUpAt: row.nextLookUpAt?.toISOString() ?? null,
    sellerId: row.sellerId,
    sellerName: row.userName ?? row.integratorName ?? '',
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
