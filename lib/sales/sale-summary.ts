import { eq } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { integrators } from '@/db/schema/integrators';
import { products, sales } from '@/db/schema/sales';
import { users } from '@/db/schema/team';
import type { SaleState } from './schemas';

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
  pinLastFour: string | null;
  failureCode: string | null;
  /** Why it failed, in words. */
  failureReason: string | null;
  sellerId: number | null;
  /** The person at the desk, or the integrator. */
  sellerName: string;
  createdAt: string;
  settledAt: string | null;
};

/** The query every read of sales starts from; add its own `where`. For verbs: it asks for no permission. */
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
      pinLastFour: sales.pinLastFour,
      failureCode: sales.failureCode,
      failureReason: sales.failureReason,
      sellerId: sales.sellerId,
      userName: users.name,
      integratorName: integrators.name,
      createdAt: sales.createdAt,
      settledAt: sales.settledAt,
    })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .leftJoin(users, eq(users.id, sales.sellerId))
    .leftJoin(integrators, eq(integrators.id, sales.integratorId));
}

type SaleRow = Awaited<ReturnType<typeof selectSales>>[number];

export function toSaleSummary({ userName, integratorName, ...row }: SaleRow): SaleSummary {
  return {
    ...row,
    sellerName: userName ?? integratorName ?? '',
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
