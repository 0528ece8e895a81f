import { type BrowserContext, test as base, expect, type TestInfo } from '@playwright/test';
import type { E2eServer } from '@/scripts/e2e-server';
import { shownPage } from '@/scripts/test-count';

type Fixtures = {
  /** Allows console and page errors that match, in this test only. Each one declared has to happen. */
  expectBrowserError: (pattern: RegExp) => void;
};

function readServer(): E2eServer {
  // Playwright lists the tests before it starts the server.
  const printed = process.env.E2E_SERVER ?? '{"url":"http://127.0.0.1","adminEmail":"","adminPassword":"","apiKey":""}';
  return JSON.parse(printed) as E2eServer;
}

/** The built app under test: its address, an admin's sign-in and an API key with every scope. */
export const server = readServer();
// Use cases that a test calls work on the server's database, with its keys.
if (server.keys) Object.assign(process.env, server.keys, { DATABASE_URL: server.databaseUrl });

/**
 * Pages, and scripts of what can be opened, are fetched ahead when there is time for it, so that a test that goes offline cuts some
 * by luck. What people see then is asserted by the test.
 */
const isFetchedAhead = (text: string) =>
  /ERR_INTERNET_DISCONNECTED \(.*(?:[?&]_rsc=|\/_next\/static\/chunks\/)/.test(text);

/** What each page of a failed test showed: the check prints it, where its pictures are gone. */
async function attachPages(testInfo: TestInfo, contexts: BrowserContext[]): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages())) {
    const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
    await testInfo.attach(shownPage, { body: `${page.url()}\n${shown}`, contentType: 'text/plain' });
  }
}

/** Playwright's `test`, failing on any console error or uncaught exception in any page that it did not declare. */
export const test = base.extend<Fixtures>({
  baseURL: server.url,
  expectBrowserError: [
    async ({ browser, context }, use, testInfo) => {
      const seen: string[] = [];
      const expected: RegExp[] = [];
      const contexts: BrowserContext[] = [];
      const watch = (watched: BrowserContext) => {
        contexts.push(watched);
        watched.on('console', (message) => {
          if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`);
        });
        watched.on('weberror', (failure) => seen.push(`uncaught: ${failure.error().stack ?? failure.error().message}`));
      };
      watch(context);
      // A second person in the same test has a context of their own.
      const openContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const opened = await openContext(options);
        watch(opened);
        return opened;
      };
      await use((pattern) => expected.push(pattern));
      browser.newContext = openContext;
      if (testInfo.status !== testInfo.expectedStatus) await attachPages(testInfo, contexts);
      const isExpected = (text: string) => isFetchedAhead(text) || expected.some((pattern) => pattern.test(text));
      const unexpected = seen.filter((text) => !isExpected(text));
      expect(unexpected, 'unexpected errors in the browser').toEqual([]);
      const missing = expected.filter((pattern) => !seen.some((text) => pattern.test(text)));
      expect(missing.map(String), 'browser errors that were expected and did not happen').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
