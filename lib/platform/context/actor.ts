import type { Role } from './roles';
import type { Scope } from './scopes';

export type UserActor = { kind: 'user'; id: number; name: string; email: string; role: Role; sessionId: number };
export type KeyActor = {
  kind: 'key';
  id: number;
  integratorId: number;
  integratorName: string;
  scopes: readonly Scope[];
  /** Coupons on sale whose codes it can reveal. */
  revealsCouponIds: readonly number[];
};
export type SystemActor = { kind: 'system'; name: string };
export type Actor = UserActor | KeyActor | SystemActor;
