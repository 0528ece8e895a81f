import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { ensureChromium } from './browser';

// Draws the PNG icons in public/ from the SVG next to them, with the browser that the tests use. Run it by
// `node --import tsx scripts/make-icons.ts` after an SVG changes, and commit what it writes.
const icons = [
  { from: 'icon.svg', to: 'icon-192.png', size: 192 },
  { from: 'icon.svg', to: 'icon-512.png', size: 512 },
  { from: 'icon-maskable.svg', to: 'icon-maskable-512.png', size: 512 },
  // iOS cuts the corners itself and knows no SVG.
  { from: 'icon-maskable.svg', to: 'icon-apple-180.png', size: 180 },
];

const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const { from, to, size } of icons) {
  const svg = await readFile(`public/${from}`, 'base64');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}" style="position: fixed; inset: 0">`,
  );
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  await page.screenshot({ path: `public/${to}`, omitBackground: true });
  console.log(`public/${to}`);
}
await browser.close();
