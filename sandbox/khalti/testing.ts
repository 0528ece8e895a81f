import { onTestFinished } from 'vitest';
import { createKhaltiClient, type KhaltiClient } from '@/lib/adapters/khalti/client';
import { type KhaltiSandbox, type SandboxOptions, startKhaltiSandbox } from './start-khalti-sandbox';

export const order = { reference: 'ref-1', value: 'nettv coupon', amountPaisa: 200_000 };

export function connectClient(baseUrl: string, answerTimeoutMs = 10_000, token = 'TEST:sandbox'): KhaltiClient {
  const client = createKhaltiClient({ baseUrl, token, connectTimeoutMs: 5_000, answerTimeoutMs });
  onTestFinished(() => client.close());
  return client;
}

/** A sandbox and a client of it, both closed when the test ends. */
export async function startSandbox(options: SandboxOptions = {}): Promise<KhaltiSandbox & { client: KhaltiClient }> {
  const sandbox = await startKhaltiSandbox(options);
  onTestFinished(() => sandbox.close());
  return { ...sandbox, client: connectClient(sandbox.url) };
}
