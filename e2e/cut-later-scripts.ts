import type { Page } from '@playwright/test';

/**
 * Lets the page at `path` have its first scripts only, as where the connection breaks after it is shown, until the returned function
 * is called.
 */
export async function cutLaterScripts(page: Page, path: string): Promise<() => Promise<void>> {
  const html = await (await page.request.get(path)).text();
  const scripts = '**/_next/static/**/*.js';
  await page.route(scripts, (route) =>
    html.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort('internetdisconnected'),
  );
  return () => page.unroute(scripts);
}
