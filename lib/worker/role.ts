import { closeDatabase, getDatabase } from '@/db/client';
import { flushRefusals } from '@/lib/domain/redemptions/redemptions/keep-refusal';
import { keyedRows } from '@/lib/domain/sales/pins/keyed-rows';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { logConsole } from '@/lib/platform/process/log-console';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';

/**
 * To be called before a process serves anything or works at it: with other keys, what is sold now could never be read.
 * @throws when its keys are not those of the database
 */
export async function openRole(): Promise<void> {
  logConsole();
  await registerKeys(getDatabase(), keyedRows);
}

/** Writes what waits in memory, and ends the process's connections. */
export async function closeRole(): Promise<void> {
  await flushSecurityEvents();
  await flushRefusals(getDatabase());
  await flushCalls(getDatabase());
  await closeDatabase();
}
