import { codes } from '@/db/schema/coupons';
import { maskCode } from './alphabet';

/** What a code is to everyone who may not see it in clear. */
export const codeColumns = {
  id: codes.id,
  couponId: codes.couponId,
  batchId: codes.batchId,
  lastFour: codes.lastFour,
  status: codes.status,
  createdAt: codes.createdAt,
  soldAt: codes.soldAt,
  redeemedAt: codes.redeemedAt,
  deletedAt: codes.deletedAt,
};

export type CodeSummary = Pick<typeof codes.$inferSelect, keyof typeof codeColumns>;

export const maskedCode = (code: Pick<CodeSummary, 'lastFour'>) => maskCode(code.lastFour);
