import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createDatabase } from '@/db/client';
import { createUser } from '@/lib/domain/access/team/create-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { systemContext } from '@/lib/platform/context/context';
import type { E2eServer } from '@/scripts/e2e-server';
import { signIn } from '../sign-in';

export type Desk = E2eServer & {
  /** The sessions of its admin and of a partner, as `Cookie` headers. */
  cookies: Record<'admin' | 'partner', string>;
  close: () => void;
};

/** The built app with the demo on a database of its own, as the browser tests start it, with its admin and a partner signed in. */
export async function startDesk(): Promise<Desk> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/e2e-server.ts'], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const server = await readReady(child);
  const admin = await signIn(server.url, { email: server.adminEmail, password: server.adminPassword });
  const partner = await signIn(server.url, await makePartner(server.databaseUrl));
  return { ...server, cookies: { admin, partner }, close: () => child.kill() };
}

type Credentials = { email: string; password: string };

/** Somebody of a company of its own. */
async function makePartner(databaseUrl: string): Promise<Credentials> {
  const { db, close } = createDatabase(databaseUrl, { max: 1 });
  try {
    const ctx = systemContext(db, 'Security scan');
    const company = { name: 'Scanned', scopes: ['nettv:sell' as const], creditPaisa: 100_000 };
    const { integratorId } = await createIntegratorKey(ctx, company);
    const person = { email: 'partner@example.com', password: generatePassword() };
    await createUser(ctx, { ...person, name: 'A partner', role: 'partner', integratorId });
    return person;
  } finally {
    await close();
  }
}

async function readReady(child: ChildProcess): Promise<E2eServer> {
  const ready = /^e2e server ready (.*)$/;
  if (!child.stdout) throw new Error('The app prints nowhere.');
  for await (const line of createInterface({ input: child.stdout })) {
    const found = ready.exec(line)?.[1];
    if (found) {
      // What it prints later is read, so that it is not held up.
      child.stdout.resume();
      return JSON.parse(found);
    }
  }
  throw new Error('The app did not start.');
}
