import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

/** What the demo has made so far, by name; events find here what earlier ones made. */
export type DemoWorld = {
  ctx: Context;
  seller: UserActor;
  integrator: KeyActor;
  coupons: Map<string, number>;
  groups: Map<string, number>;
  prices: Map<string, number>;
};

/** Something that happened in the demo's past. Running it a second time does nothing. */
export type DemoEvent = { at: Date; run: (then: Context) => Promise<unknown> };

const day = 24 * 60 * 60 * 1000;

/** The first day of the demo, before any of its events. */
export function beginning(ctx: Context): Context {
  const at = daysBefore(ctx, 46);
  return { ...ctx, now: () => at };
}

export function daysBefore(ctx: Pick<Context, 'now'>, days: number): Date {
  return new Date(ctx.now().getTime() - days * day);
}

/** Runs them in the order they happened, so that ids and times agree as they would have. */
export async function runInOrder(ctx: Context, events: DemoEvent[]): Promise<void> {
  for (const { at, run } of events.sort((one, other) => one.at.getTime() - other.at.getTime())) {
    await run({ ...ctx, now: () => at });
  }
}

export function idOf(ids: Map<string, number>, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The demo has no ${name}.`);
  return id;
}
