import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DomainError } from '@/lib/core/errors';
import { systemContext } from '@/lib/platform/context/context';
import { assertInvariants, readBooks } from './invariants';
import type { Seller, World } from './world';

/** Nothing of a model: what must hold is read from both books after each step. */
type Model = Record<string, never>;

export const seller = fc.constantFrom<Seller>('desk', 'integrator');
export const reason = 'what the support of the supplier said';

/** A step: what a person, an integrator, the clock or a crash does. Refusals are part of it, faults are not. */
export function step(name: string, run: (world: World) => Promise<unknown>): fc.AsyncCommand<Model, World> {
  return {
    check: () => true,
    async run(_model, world) {
      await run(world).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
      });
      await assertInvariants(world);
    },
    toString: () => name,
  };
}

/** A purchase of the product under a new reference, kept for repeats. */
export function order(world: World, by: Seller, product: { id: number; amountPaisa: number }) {
  const made = { by, productId: product.id, expectedAmountPaisa: product.amountPaisa, reference: randomUUID() };
  world.orders.push(made);
  return made;
}

export const nth = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
export const nthSale = async (world: World, at: number) => nth((await readBooks(world)).sales, at);
export const position = fc.nat({ max: 30 });

export const systemOf = (w: World) => ({ ...systemContext(w.db, 'model'), now: w.desk.now });
