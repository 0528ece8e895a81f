import type { CouponLimit } from '@/lib/core/entities/coupon-limit';
import type { Role } from './roles';
import type { Scope } from './scopes';

export type UserActor = { kind: 'user'; id: number; name: string; email: string; role: Role; sessionId: number };
export type KeyActor = {
  kind: 'key';
  id: number;
  integratorId: number;
  integratorName: string;
  scopes: readonly Scope[];
  couponLimit: CouponLimit;
  /** The coupons named on it: it reaches them, and those on sale it can reveal the codes of. */
  couponIds: readonly number[];
};
export type SystemActor = { kind: 'system'; name: string };
export type Actor = UserActor | KeyActor | SystemActor;
