import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '@/scripts/browser';
import type { E2eServer } from '@/scripts/e2e-server';
import { median } from './measure';

/**
 * `node --import tsx bench/throttle.ts`: when a person on a phone with slow 3G sees the text of a page, and when what is on it
 * works, each in a browser that has nothing of the desk yet. 400 kbit/s, 400 ms a round trip, a quarter of this machine's CPU.
 */
const slow3g = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const slowerCpu = 4;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const pages = { Today: '/', Sell: '/sell', Sales: '/sales', Coupons: '/coupons' };
const goals = { text: 2_500, working: 5_000 };
const runs = Number(process.argv[2] ?? 3);

async function startServer(): Promise<{ server: E2eServer; stop: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/e2e-server.ts'], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    const ready = /e2e server ready (\{.*\})/.exec(printed)?.[1];
    if (!ready) continue;
    const stop = () => {
      child.kill('SIGTERM');
      return once(child, 'exit');
    };
    return { server: JSON.parse(ready) as E2eServer, stop };
  }
  throw new Error('The server ended before it was ready.');
}

/** Milliseconds from the press on a link to the text of the page, and until its buttons are not disabled any more. */
async function measure(page: Page, url: string): Promise<{ text: number; working: number; kib: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow3g);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowerCpu });
  let received = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    received += encodedDataLength;
  });
  const started = performance.now();
  const since = () => performance.now() - started;
  const going = page.goto(url, { waitUntil: 'commit' });
  const text = page.locator('main h1').waitFor().then(since);
  const working = page.locator('button[data-slot="button"]:visible:enabled').first().waitFor().then(since);
  await going;
  const times = { text: await text, working: await working };
  return { ...times, kib: received / 1_024 };
}

const { server, stop } = await startServer();
const executablePath = findChromium();
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) });
try {
  const first = await browser.newContext();
  const signIn = await first.newPage();
  await signIn.goto(`${server.url}/sign-in`);
  await signIn.getByLabel('Email').fill(server.adminEmail);
  await signIn.getByLabel('Password', { exact: true }).fill(server.adminPassword);
  await signIn.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn.waitForURL(`${server.url}/`);
  const storageState = await first.storageState();
  console.log(`slow 3G, CPU at a quarter, median of ${runs}; goals ${goals.text} and ${goals.working} ms`);
  for (const [name, path] of Object.entries(pages)) {
    const taken: Awaited<ReturnType<typeof measure>>[] = [];
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ ...phone, storageState });
      taken.push(await measure(await context.newPage(), `${server.url}${path}`));
      await context.close();
    }
    const [text, working, kib] = (['text', 'working', 'kib'] as const).map((of) => median(taken.map((one) => one[of])));
    console.log(
      `${name.padEnd(8)} text ${Math.round(text ?? 0)} ms, working ${Math.round(working ?? 0)} ms, ${Math.round(kib ?? 0)} KiB`,
    );
  }
} finally {
  await browser.close();
  await stop();
}
