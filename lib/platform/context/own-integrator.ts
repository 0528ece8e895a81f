import { Forbidden } from '@/lib/core/errors';
import type { Actor } from './actor';

/** The integrator whose things alone the actor sees: a key's and a partner's own; null for people of the team and the system. */
export function ownerOf(actor: Actor): number | null {
  if (actor.kind === 'key') return actor.integratorId;
  return actor.kind === 'user' && actor.role === 'partner' ? ownIntegrator({ actor }) : null;
}

/** The integrator of a partner. Each use case of theirs takes it from here, and from no input. @throws Forbidden to everybody else */
export function ownIntegrator({ actor }: { actor: Actor }): number {
  if (actor.kind === 'user' && actor.role === 'partner' && actor.integratorId !== undefined) return actor.integratorId;
  throw new Forbidden();
}
