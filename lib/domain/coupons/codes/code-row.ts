import { codes } from '@/db/schema/coupons';
import { maskCode } from '@/lib/core/mask-code';
import { endOfCode } from './code-validity.sql';

/** A code as everyone sees it who has no permission to reveal it. */
export const codeColumns = {
  id: codes.id,
  couponId: codes.couponId,
  batchId: codes.batchId,
  lastFour: codes.lastFour,
  status: codes.status,
  createdAt: codes.createdAt,
  soldAt: codes.soldAt,
  validUntil: endOfCode,
  redeemedAt: codes.redeemedAt,
  deletedAt: codes.deletedAt,
};

export type CodeSummary = Pick<typeof codes.$inferSelect, keyof typeof codeColumns>;

export const maskedCode = (code: Pick<CodeSummary, 'lastFour'>) => maskCode(code.lastFour);
