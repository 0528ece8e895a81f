import { closeDatabase, directAddress, getDatabase, openDirect } from '@/db/client';
import { assertOwnSessions, assertSamePlace } from '@/db/pooler';
import { env } from '@/lib/core/env';
import { flushRefusals } from '@/lib/domain/redemptions/redemptions/keep-refusal';
import { keyedRows } from '@/lib/domain/sales/pins/keyed-rows';
import { registerKeys } from '@/lib/platform/keys/check-keys';
import { holdSecret } from '@/lib/platform/keys/hold-secret';
import { logConsole } from '@/lib/platform/process/log-console';
import { flushCalls } from '@/lib/platform/requests/keep-call';
import { flushSecurityEvents } from '@/lib/platform/security/record-event';
import { startTracing, stopTracing } from '@/lib/platform/tracing/start-tracing';

/** `signsIn`: it is the first process of a host that reads or writes sign-ins. */
type RoleOptions = { signsIn?: boolean };

let held: Awaited<ReturnType<typeof holdSecret>> | undefined;

/**
 * To be called before a process serves anything or works at it: with other keys, what is sold now could never be read, and over a
 * pooler that it does not know of, one request is answered with what another one asked.
 * @throws when its keys are not those of the database, or its sessions are not its own
 */
export async function openRole({ signsIn = false }: RoleOptions = {}): Promise<void> {
  logConsole();
  await startTracing();
  await checkAddresses();
  if (signsIn) held = await holdSecret(openDirect(), env().NEXTAUTH_SECRET);
  await registerKeys(getDatabase(), keyedRows);
}

async function checkAddresses(): Promise<void> {
  const { DATABASE_URL: url, DATABASE_POOLER: pooler } = env();
  const direct = directAddress();
  await assertOwnSessions(direct, pooler === 'none' ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL');
  if (pooler !== 'none') await assertSamePlace({ url }, direct);
}

/** Writes what waits in memory, and ends the process's connections. */
export async function closeRole(): Promise<void> {
  await flushSecurityEvents();
  await flushRefusals(getDatabase());
  await flushCalls(getDatabase());
  await held?.stop();
  await closeDatabase();
  await stopTracing();
}
