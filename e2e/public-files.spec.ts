import type { APIRequestContext } from '@playwright/test';
import { expect, server, test } from './fixtures';

type Icon = { src: string; type: string; sizes: string; purpose?: string };

/** Width and height of a PNG, as its header has them. */
const pngSize = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

async function readFile(request: APIRequestContext, url: string, type: string): Promise<Buffer> {
  const answer = await request.get(url, { maxRedirects: 0 });
  expect(answer.status(), url).toBe(200);
  expect(answer.headers()['content-type'], url).toContain(type);
  return answer.body();
}

for (const [lane, origin] of [
  ['the server', server.url],
  ['next start', server.nextUrl],
]) {
  test(`icons, manifest and robots are answered without signing in, by ${lane}`, async ({ request }) => {
    for (const path of ['/icon.svg', '/favicon.ico']) {
      expect(String(await readFile(request, `${origin}${path}`, 'image/svg+xml'))).toContain('<svg');
    }
    expect(pngSize(await readFile(request, `${origin}/icon-apple-180.png`, 'image/png'))).toBe('180x180');
    const robots = String(await readFile(request, `${origin}/robots.txt`, 'text/plain'));
    expect(robots).toMatch(/^User-agent: \*\nDisallow: \/$/m);
    const manifest = JSON.parse(String(await readFile(request, `${origin}/manifest.webmanifest`, 'manifest+json')));
    expect(manifest).toMatchObject({ name: 'Coupon Desk', start_url: '/sell', display: 'standalone' });
    for (const { src, type, sizes } of manifest.icons as Icon[]) {
      const image = await readFile(request, `${origin}${src}`, type);
      if (type === 'image/png') expect(pngSize(image), src).toBe(sizes);
    }
    const purposes = (manifest.icons as Icon[]).map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`);
    expect(purposes).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']));
  });
}

test('a page names the manifest and the icons, and has the colour of the manifest', async ({ page, request }) => {
  await page.goto('/sign-in');
  const head = (selector: string, attribute: string) => page.locator(selector).first().getAttribute(attribute);
  expect(await head('link[rel="manifest"]', 'href')).toBe('/manifest.webmanifest');
  expect(await head('link[rel="icon"]', 'href')).toBe('/icon.svg');
  expect(await head('link[rel="apple-touch-icon"]', 'href')).toBe('/icon-apple-180.png');
  const manifest = await (await request.get('/manifest.webmanifest')).json();
  expect(await head('meta[name="theme-color"][media*="light"]', 'content')).toBe(manifest.theme_color);
});
