import { Invalid } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import { can } from '@/lib/platform/context/permissions';

/** The event of low credit says how much is left. A key is sent that of its own company. @throws Invalid to a person without `money.read` */
export function assertShowsCredit({ actor }: Context, eventTypes: readonly string[]): void {
  if (actor.kind === 'key' || !eventTypes.includes('credit.low') || can(actor, 'money.read')) return;
  throw new Invalid({
    eventTypes: ['Leave out credit.low: it says how much credit is left, and you do not see money.'],
  });
}
