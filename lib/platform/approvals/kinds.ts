import type { Permission } from '@/lib/platform/context/permission-names';

/** What can need a second person, and what that person holds: the permission to do it to anything, alone. */
export const approvalKinds = {
  credit_top_up: 'integrators.write',
  credit_correction: 'integrators.write',
  credit_terms: 'integrators.write',
  codes_export: 'codes.reveal',
  coupon_new: 'coupons.write',
  coupon_copy: 'coupons.write',
  coupon_change: 'coupons.write',
  sale_void: 'sales.resolve',
  four_eyes: 'settings.write',
} as const satisfies Record<string, Permission>;
export type ApprovalKind = keyof typeof approvalKinds;

export const isApprovalKind = (name: string): name is ApprovalKind => Object.hasOwn(approvalKinds, name);

/** How long somebody has to approve, and after that who asked has to fetch an export. */
export const approvalMs = 24 * 60 * 60 * 1000;
