import type { Actor } from '@/lib/platform/context/actor';
import type { Permission } from '@/lib/platform/context/permission-names';
import { can } from '@/lib/platform/context/permissions';

/** What can need a second person, and what that person holds: the permissions to do it to anything, alone. */
const approvalKinds = {
  credit_top_up: ['integrators.write', 'money.read'],
  credit_correction: ['integrators.write', 'money.read'],
  credit_terms: ['integrators.write', 'money.read'],
  integrator_price: ['integrators.write', 'money.read'],
  product_new: ['products.write'],
  product_price: ['products.write'],
  codes_export: ['codes.reveal'],
  coupon_new: ['coupons.write'],
  coupon_copy: ['coupons.write'],
  coupon_change: ['coupons.write'],
  coupon_back: ['coupons.write'],
  sale_void: ['sales.resolve'],
  sale_goodwill: ['sales.resolve'],
  four_eyes: ['settings.write'],
  security_settings: ['settings.write'],
  person_limits: ['settings.write'],
  retention: ['settings.write'],
} as const satisfies Record<string, readonly Permission[]>;
export type ApprovalKind = keyof typeof approvalKinds;

export const isApprovalKind = (name: string): name is ApprovalKind => Object.hasOwn(approvalKinds, name);

/** What somebody can decide that others ask for. */
export const kindsFor = (actor: Actor): ApprovalKind[] =>
  (Object.keys(approvalKinds) as ApprovalKind[]).filter((kind) =>
    approvalKinds[kind].every((permission) => can(actor, permission)),
  );

/** How long somebody has to approve, and after that who asked has to fetch an export. */
export const approvalMs = 24 * 60 * 60 * 1000;
