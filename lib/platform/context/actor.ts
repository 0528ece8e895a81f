import type { CouponLimit } from '@/lib/core/entities/coupon-limit';
import type { DeskCalendar, DeskLanguage } from '@/lib/core/entities/desk-language';
import type { HeldRole } from './roles';
import type { KeyScope } from './scopes';

export type UserActor = {
  kind: 'user';
  id: number;
  name: string;
  email: string;
  role: HeldRole;
  sessionId: number;
  /** Of a partner, and of nobody else: the one integrator that they see. */
  integratorId?: number;
  /** What they chose for the desk; without it, it is in that of their browser. */
  language?: DeskLanguage;
  /** Where it is not the Gregorian one. */
  calendar?: DeskCalendar;
  /** Their role needs a second factor and they have none: until they have, they can do nothing but set one up. */
  needsFactor?: true;
  /** They came back after a long while and have not shown since that it is them: nothing is revealed or sold until they have. */
  wasAway?: true;
  /** There may be limits of what a person sells and reveals; what has a transaction anyway reads them itself. */
  isLimited?: boolean;
};
export type KeyActor = {
  kind: 'key';
  id: number;
  integratorId: number;
  integratorName: string;
  scopes: readonly KeyScope[];
  couponLimit: CouponLimit;
  /** The coupons named on it: it reaches them, and those on sale it can reveal the codes of. */
  couponIds: readonly number[];
};
export type SystemActor = { kind: 'system'; name: string };
export type Actor = UserActor | KeyActor | SystemActor;

export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.name;
    case 'key':
      return actor.integratorName;
    case 'system':
      return actor.name;
  }
}
