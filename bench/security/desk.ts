import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { E2eServer } from '@/scripts/e2e-server';

export type Desk = E2eServer & {
  /** The session of its admin, as a `Cookie` header. */
  cookie: string;
  close: () => void;
};

/** The built app with the demo on a database of its own, as the browser tests start it, and its admin signed in. */
export async function startDesk(): Promise<Desk> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/e2e-server.ts'], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const server = await readReady(child);
  return { ...server, cookie: await signIn(server), close: () => child.kill() };
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

async function signIn({ url, adminEmail, adminPassword }: E2eServer): Promise<string> {
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookiesOf(first) },
    body: new URLSearchParams({ csrfToken, email: adminEmail, password: adminPassword, json: 'true' }),
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes('coupon-desk-session')) throw new Error(`Nobody was signed in: ${answer.status}.`);
  return cookie;
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
