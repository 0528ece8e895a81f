import type { Page } from '@playwright/test';
import { personUses } from '@/db/schema/limits';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { expectAccessible, expectToFit } from './accessible';
import { uniquePhone } from './customers';
import { expect, test } from './fixtures';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { type Member, onServer, signInAs } from './sign-in';

/** Limits are the whole desk's, so they are far above what other tests sell meanwhile. */
const askAfter = 900;
const stopAfter = 1000;

/** As if somebody had sold that number just now. */
const sellBefore = ({ id: userId }: Member, count: number) =>
  onServer(({ db, now }) => {
    const sold = Array.from({ length: count }, () => ({ userId, kind: 'sale' as const, key: crypto.randomUUID() }));
    return db.insert(personUses).values(sold.map((use) => ({ ...use, at: now() })));
  });

async function makeShelf(page: Page): Promise<string> {
  const name = `Limited ${serial()}`;
  const { id: couponId } = await makeCoupon(`limited-${serial()}`, { discount: 100, security: 'restricted' });
  await onServer((ctx) => createProduct(ctx, { name, value: name, amountPaisa: 10_000, couponId }));
  await issueCodes(page, couponId, { count: 5 });
  return name;
}

async function pressSell(page: Page, product: string): Promise<void> {
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${product}`) }).check({ force: true });
  await page.getByLabel(/^Phone/).fill(uniquePhone());
  await page.getByRole('button', { name: 'Sell for Rs 100', exact: true }).click();
}

test('who sells much is asked why, then stopped, and goes on once a supervisor lets them', { tag: '@layout' }, async ({
  page,
  browser,
}) => {
  test.slow();
  await signInAs(page, 'admin');
  await page.goto('/settings/limits');
  await expect(page.getByRole('heading', { name: 'Sales', exact: true })).toBeVisible();
  const within = (label: string) => page.getByLabel(label).first();
  await within('Ask why after, within a day').fill(String(askAfter));
  await within('Stop after, within a day').fill(String(askAfter));
  await page.getByRole('button', { name: 'Save limits' }).click();
  await expect(page.getByText(`Ask earlier than it stops, at ${askAfter}.`)).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  await within('Stop after, within a day').fill(String(stopAfter));
  await page.getByRole('button', { name: 'Save limits' }).click();
  await expect(page.getByText('Limits saved')).toBeVisible();

  const desk = await (await browser.newContext()).newPage();
  const member = await signInAs(desk, 'support', { fresh: true });
  const product = await makeShelf(desk);
  await sellBefore(member, askAfter);
  await pressSell(desk, product);
  const asked = desk.getByRole('dialog', { name: 'Say why you need more' });
  await expect(asked.getByText(`You have sold ${askAfter} within a day. Say why you need more.`)).toBeVisible();
  await expectAccessible(desk);
  await asked.getByLabel('Reason').fill('A festival');
  await asked.getByRole('button', { name: 'Go on' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Sold', exact: true })).toBeVisible();

  await sellBefore(member, stopAfter - askAfter - 1);
  await pressSell(desk, product);
  await expect(desk.locator('form').getByRole('alert')).toContainText(
    `You have sold ${stopAfter} within a day. That is the limit: admins and supervisors can let you go on. Nothing was sold.`,
  );

  const above = await (await browser.newContext()).newPage();
  await signInAs(above, 'supervisor');
  await above.goto('/');
  await above.getByRole('link', { name: new RegExp(`^${member.name} has reached the limit`) }).click();
  await expect(above.getByRole('heading', { level: 1, name: 'Limits reached' })).toBeVisible();
  await expectToFit(above);
  await above.getByRole('button', { name: `Actions for ${member.name}` }).click();
  await above.getByRole('menuitem', { name: `Lift for ${member.name}` }).click();
  await expect(above.getByText(`${member.name} can go on`)).toBeVisible();

  await pressSell(desk, product);
  await expect(desk.getByRole('heading', { level: 1, name: 'Sold', exact: true })).toBeVisible();
  await Promise.all([desk.context().close(), above.context().close()]);
});
