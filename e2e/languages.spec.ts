import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { sameInEveryLanguage } from '@/scripts/same-in-every-language';
import { expectAccessible, expectToFit } from './accessible';
import { chooseOption } from './choose-option';
import { expect, test } from './fixtures';
import { signInAs } from './sign-in';

type Texts = { [name: string]: string | Texts };

const files = ['account', 'common', 'coupons', 'navigation', 'products', 'sales', 'sell', 'settings', 'team', 'today'];
const paths = ['/', '/sell', '/sales', '/coupons', '/coupons/new', '/products', '/customers', '/statistics'];
const morePaths = ['/reports', '/shifts', '/integrators', '/team', '/activity', '/settings', '/account'];

const flat = (texts: Texts): string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : flat(text)));

/** Sentences in English that stay as they are on a page: no name that somebody may have given, and nothing to fill in. */
const english = new Set(
  files
    .flatMap((file) => flat(JSON.parse(readFileSync(`messages/en/${file}.json`, 'utf8')) as Texts))
    .filter((text) => /^[A-Z][^{}<>]+$/.test(text) && text.length > 8 && !sameInEveryLanguage.includes(text)),
);

async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement && !parentElement.closest('script, style')) texts.push(textContent?.trim() ?? '');
    }
    const labels = [...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label') ?? '');
    return [...texts, ...labels].filter((text) => text !== '');
  });
}

for (const { language, name, today, calendar, both } of [
  { language: 'ne', name: 'नेपाली', today: 'आज', calendar: 'पात्रो', both: 'दुवै: ईस्वी मितिपछि विक्रम संवत्' },
  {
    language: 'pt-BR',
    name: 'Português (Brasil)',
    today: 'Hoje',
    calendar: 'Calendário',
    both: 'Ambos: gregoriano seguido do Bikram Sambat',
  },
] as const) {
  test(`the desk is in ${language} for the person who chose it, and fits a narrow phone`, async ({ page }) => {
    await signInAs(page, 'admin', { fresh: true });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/account');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await page.getByRole('button', { name: /Language/ }).click();
    await chooseOption(page, name);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    // The longest dates that there are.
    await page.getByRole('button', { name: calendar }).click();
    await chooseOption(page, both);
    await expect(page.getByRole('button', { name: calendar })).toContainText(both);
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(today);
    for (const path of [...paths, ...morePaths]) {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect((await textsOf(page)).filter((text) => english.has(text))).toEqual([]);
        await expectToFit(page);
      });
    }
  });
}

test('dates are those of the calendar that somebody chose, where they are read and where they are typed', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'admin', { fresh: true });
  await page.goto('/account');
  await page.getByRole('button', { name: /Calendar/ }).click();
  await chooseOption(page, /^Bikram Sambat$/);
  await expect(page.getByRole('button', { name: /Calendar/ })).toContainText('Bikram Sambat');
  await page.goto('/coupons/new');
  const end = page.getByRole('group', { name: /^Until/ });
  await end.getByLabel('Day').fill('32');
  await end.getByLabel('Month').selectOption('Ashadh');
  await end.getByLabel('Year').fill('2083');
  await expect(end.getByText('Until 16 Jul 2026, 24:00 Kathmandu.')).toBeVisible();
  // Wide enough for the month's name, next to another field too.
  expect((await end.getByLabel('Month').boundingBox())?.width).toBeGreaterThan(100);
  await expectToFit(page);
  await expectAccessible(page);
  await page.goto('/sales');
  await page.getByRole('button', { name: 'Dates' }).last().click();
  const days = page.getByRole('dialog');
  const from = days.getByRole('group', { name: /^From day/ });
  await from.getByLabel('Day').fill('1');
  await from.getByLabel('Month').selectOption('Shrawan');
  await from.getByLabel('Year').fill('2080');
  await expect(from.getByText('17 Jul 2023')).toBeVisible();
  await expectAccessible(page);
  await days.getByRole('button', { name: /^Show/ }).click();
  await expect(page).toHaveURL(/from=2023-07-17/);
  await expect(page.getByText('from 1 Shrawan 2080')).toBeVisible();
  // What is younger than a day says how long ago it was.
  await page.goto(`/sales?to=${new Date(Date.now() - 3 * 24 * 3_600_000).toISOString().slice(0, 10)}`);
  await expect(
    page
      .getByRole('row')
      .getByText(/^\d+ (Kartik|Mangsir|Poush|Magh|Falgun|Chaitra|Baisakh) 20\d\d, /)
      .first(),
  ).toBeVisible();
});

test('who is not signed in sees the language of their browser, or the one they press', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'pt-BR' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(page.getByLabel('E-mail')).toBeVisible();
  await page.getByRole('button', { name: 'नेपाली' }).click();
  await expect(page.getByLabel('इमेल')).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ne');
  await context.close();
});
