import { z } from 'zod';

export const codeStatuses = ['available', 'redeemed', 'sold', 'deleted'] as const;
export type CodeStatus = (typeof codeStatuses)[number];

/** `unavailable` is everything but available. */
export const codeFilterStatuses = [...codeStatuses, 'unavailable'] as const;
export type CodeFilterStatus = (typeof codeFilterStatuses)[number];

const id = z.int().positive();

/** Issued in one transaction while the caller waits. */
export const issuedAtOnce = 10_000;
const count = `must be an integer from 1 to ${issuedAtOnce}`;

export const issueCodesInput = z.object({
  couponId: id,
  count: z.int(count).min(1, count).max(issuedAtOnce, count),
});
export type IssueCodesInput = z.output<typeof issueCodesInput>;

/** As a person pastes it: folded before it is looked up. */
export const typedCode = z.string().max(200, 'must be at most 200 characters');

export const listCodesInput = z.object({
  couponId: id,
  status: z.enum(codeFilterStatuses, `must be one of ${codeFilterStatuses.join(', ')}`).optional(),
  /** One exact code, however it was typed. */
  code: typedCode.optional(),
  batchId: id.optional(),
  after: z.string().max(1000).optional(),
  page: z.int().min(1).max(2_147_483_647).default(1),
  perPage: z.int().min(1).max(1000).default(50),
});
export type ListCodesInput = z.input<typeof listCodesInput>;

export const codeInput = z.object({ couponId: id, codeId: id });
export type CodeInput = z.output<typeof codeInput>;

export const findCodeInput = z.object({ code: typedCode.min(1, "can't be blank") });
