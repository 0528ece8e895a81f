import { Conflict } from '@/lib/core/errors';

/** @throws Conflict (`webhook_off`) */
export function assertOn({ disabledAt }: { disabledAt: Date | null }): void {
  if (disabledAt) throw new Conflict('webhook_off', 'This webhook is switched off. Switch it on first.');
}
