import type { ApprovalSummary } from '@/lib/platform/approvals/list-approvals';

type Written<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

/** A request as the desk's own reads give it: instants as text. */
export type ApprovalItem = Written<ApprovalSummary>;
