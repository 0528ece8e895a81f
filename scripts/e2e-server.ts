import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createDatabase, type Executor } from '@/db/client';
import { startEmbedded } from '@/db/embedded';
import { makeScratchDir } from '@/db/scratch-dir';
import { stopOnSignals } from '@/lib/platform/process/stop-on-signals';
import { startKhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { ensureBuild } from './build';
import { adoptEmbedded } from './environment';
import { explain } from './explain';
import { prepareDatabase } from './prepare-database';
import { toolEnv } from './run-tool';
import { prepareTestDatabase } from './test-database';

/** What browser tests need to know of the server; `e2e/fixtures.ts` reads it from what this process prints. */
export type E2eServer = {
  url: string;
  /** The same build under `next start`, as a host that only knows Next runs it. */
  nextUrl: string;
  adminEmail: string;
  adminPassword: string;
  apiKey: string;
  databaseUrl: string;
  /** Of the role that owns the database's tables. */
  ownerUrl: string;
  /** Of this server alone: a use case that a test calls writes codes as the server reads them. */
  keys: Record<string, string>;
  /** The Khalti that the app buys from; `POST …/sandbox/faults` makes it misbehave. */
  khalti: { url: string; token: string; productName: string };
};

// A developer's own settings would send real messages, or change what the tests expect.
for (const name of Object.keys(process.env)) {
  if (/^(KHALTI|RESEND|SPARROW|EMAIL|PUBLIC|TRUST|DATABASE|TEST|OIDC)_/.test(name)) delete process.env[name];
}
const keys = Object.fromEntries(
  ['NEXTAUTH_SECRET', 'SEALING_KEY', 'DIGEST_KEY'].map((name) => [name, randomBytes(32).toString('base64')]),
);
Object.assign(process.env, keys);

// The receivers of the tests listen on this machine.
process.env.WEBHOOK_ALLOW_PRIVATE = 'true';
process.env.GALLERY = '1';

const khaltiProduct = 'nettv through khalti';
const stops: (() => Promise<unknown>)[] = [];
const stop = stopOnSignals(async () => {
  for (const one of stops.reverse()) await one();
});

async function start(): Promise<E2eServer> {
  await ensureBuild();
  const khalti = await connectKhalti();
  const dataDir = await makeScratchDir('coupon-desk-e2e-');
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const embedded = await startEmbedded({ dataDir, password: randomBytes(16).toString('hex'), unsafe: true });
  stops.push(embedded.stop);
  adoptEmbedded(embedded);
  await prepareDatabase(embedded.url, embedded.ownerUrl);
  const admin = { adminEmail: 'admin@example.com', adminPassword: randomBytes(12).toString('base64url') };
  const { prepareFirstStart } = await import('@/lib/demo/prepare-first-start');
  const { db, close } = createDatabase(embedded.url, { max: 1, socket: embedded.socket });
  await prepareFirstStart(db, { ...admin, demo: true });
  const { key: apiKey } = await makeWholeKey(db);
  await offerKhaltiProduct(db, khalti);
  await close();
  await prepareTestDatabase(embedded.test.ownerUrl);
  const { startServer } = await import('@/start-server');
  const server = await startServer({ port: 0, host: '127.0.0.1', giveUp: (reason) => stop(reason, 1) });
  stops.push(server.close);
  const url = `http://127.0.0.1:${server.port}`;
  const nextUrl = await startNextAlone(url);
  return { nextUrl, url, ...admin, apiKey, databaseUrl: embedded.url, ownerUrl: embedded.ownerUrl, keys, khalti };
}

/** A Khalti of this process's own, which the app is pointed at; it is given up on soon, for tests cut its answers. */
async function connectKhalti(): Promise<E2eServer['khalti']> {
  const { url, token, setProduct, close } = await startKhaltiSandbox();
  stops.push(close);
  // The demo sells these from own stock, under the same names.
  for (const value of ['nettv coupon', 'nettv weekend']) setProduct({ value, withdrawn: true });
  setProduct({ value: 'khalti year', name: khaltiProduct, amount: 1750 });
  process.env.KHALTI_BASE_URL = url;
  process.env.KHALTI_TOKEN = token;
  process.env.KHALTI_ANSWER_TIMEOUT_MS = '3000';
  return { url, token, productName: khaltiProduct };
}

/** A key with every scope, which the key of the first start has not. */
async function makeWholeKey(db: Executor): Promise<{ key: string }> {
  const { createIntegratorKey } = await import('@/lib/domain/sales/credits/create-integrator-key');
  const { scopes } = await import('@/lib/platform/context/scopes');
  const { systemContext } = await import('@/lib/platform/context/context');
  const ctx = systemContext(db, 'Browser tests');
  return createIntegratorKey(ctx, {
    name: 'Demo integrator',
    scopes: [...scopes],
    couponLimit: 'all',
    creditPaisa: 10_000_000,
  });
}

async function offerKhaltiProduct(db: Executor, { productName }: E2eServer['khalti']): Promise<void> {
  const { systemContext } = await import('@/lib/platform/context/context');
  const { syncSupplier } = await import('@/lib/domain/sales/supply/sync-supplier');
  const { listProducts } = await import('@/lib/domain/sales/products/list-products');
  const { setProductActive } = await import('@/lib/domain/sales/products/set-product-active');
  const ctx = systemContext(db, 'Browser tests');
  await syncSupplier(ctx);
  const product = (await listProducts(ctx)).find(({ name }) => name === productName);
  if (product) await setProductActive(ctx, { id: product.id, active: true });
}

/** It knows a public address, so that links are printed there; they lead to the server whose address it is. */
function startNextAlone(publicUrl: string): Promise<string> {
  const args = ['start', '--port', '0', '--hostname', '127.0.0.1'];
  // As for everybody, the gallery is closed there.
  const child = spawn('next', args, {
    env: { ...toolEnv(), GALLERY: '0', PUBLIC_URL: publicUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stops.push(async () => child.kill());
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`next start ended with ${code}.`)));
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const port = /127\.0\.0\.1:([1-9]\d*)/.exec(printed)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

try {
  console.log(`e2e server ready ${JSON.stringify(await start())}`);
} catch (error) {
  console.error(explain(error));
  stop('the start failed', 1);
}
