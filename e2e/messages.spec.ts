import type { Page } from '@playwright/test';
import { withAdvisoryLock } from '@/db/advisory-lock';
import { messageProviders, messageTemplates } from '@/db/schema/messages';
import { contractTemplates } from '@/lib/adapters/messaging/suggested-texts';
import { expectAccessible } from './accessible';
import { sellDespiteEarlierSales } from './customers';
import { expect, server, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { onServer, signInAs } from './sign-in';

// There is one text of each message: a test that changes it keeps the others waiting.
const messagesLock = 4_711_204;

/** Alone with the texts, which are as at the beginning. */
const alone = (work: () => Promise<void>) =>
  onServer((ctx) =>
    withAdvisoryLock(ctx.db, messagesLock, async () => {
      await ctx.db.delete(messageTemplates);
      await ctx.db.delete(messageProviders);
      try {
        await work();
      } finally {
        await ctx.db.delete(messageTemplates);
        await ctx.db.delete(messageProviders);
      }
    }),
  );

const smsText = (page: Page) => page.getByRole('region', { name: 'Text of the SMS' });

/** Sells one and comes to its page. */
async function sellTo(page: Page, phone: string): Promise<void> {
  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: /^nettv coupon/ }).check({ force: true });
  await page.getByLabel(/^Phone/).fill(phone);
  await page.getByRole('button', { name: 'Sell for Rs 2,000' }).click();
  await page.getByRole('link', { name: 'Open the sale' }).click();
  await page.waitForURL(/\/sales\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: /^Sale/ })).toBeVisible();
}

test('an admin rewrites the SMS, a sale carries it, and it is reset', { tag: '@layout' }, async ({ page }) => {
  test.slow();
  await alone(async () => {
    await signInAs(page, 'admin');
    await page.goto('/settings/messages');
    const section = smsText(page);
    const field = section.getByLabel('SMS', { exact: true });
    await expect(field).toHaveValue(contractTemplates.sms.body);
    await expect(section.getByText('1 SMS: 129 of 160 characters')).toBeVisible();

    await field.fill('Your PIN for {name}');
    await section.getByRole('button', { name: 'Save SMS text' }).click();
    await expect(section.getByText(/There is no \{name\}|The text needs \{pin\}/).first()).toBeVisible();
    await field.fill('{product} तपाईंको कोड {pin}');
    await expect(section.getByText('1 SMS: 42 of 70 characters')).toBeVisible();
    await field.fill(`{product} तपाईंको कोड {pin} ${'न'.repeat(40)}`);
    await expect(section.getByText('2 SMS: 83 of 134 characters')).toBeVisible();
    await field.fill('{product} तपाईंको कोड {pin}, {amount}');
    await section.getByRole('button', { name: 'Save SMS text' }).click();
    await expect(page.getByText('Saved. Every message from now on has this text.')).toBeVisible();
    await expect(section.getByText(/^Changed by Test admin/)).toBeVisible();

    await sellTo(page, '9860848045');
    await page.getByRole('button', { name: 'Read the message' }).click();
    const dialog = page.getByRole('dialog', { name: 'The message in clear' });
    await dialog.getByRole('button', { name: 'Read the message' }).click();
    await expect(dialog.getByText(/^nettv coupon तपाईंको कोड [0-9A-Z]{17}, Rs 2,000$/)).toBeVisible();
    await page.keyboard.press('Escape');

    await page.goto('/settings/messages');
    // A press before hydration is lost, so it is made again.
    await expect(async () => {
      await section.getByRole('button', { name: 'Reset to the suggested text' }).click();
      await expect(field).toHaveValue(contractTemplates.sms.body, { timeout: 3000 });
    }).toPass();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(field).toHaveValue('{product} तपाईंको कोड {pin}, {amount}');
  });
});

test('what is typed over a text before hydration is saved', async ({ page }) => {
  await alone(async () => {
    await signInAs(page, 'admin');
    const release = await holdScripts(page);
    await page.goto('/settings/messages', { waitUntil: 'commit' });
    const section = smsText(page);
    await section.getByLabel('SMS', { exact: true }).fill('Early: {pin}');
    await expect(section.getByRole('button', { name: 'Save SMS text' })).toBeDisabled();
    release();
    await section.getByRole('button', { name: 'Save SMS text' }).click();
    await expect(page.getByText('Saved. Every message from now on has this text.')).toBeVisible();
    await expect(section.getByLabel('SMS', { exact: true })).toHaveValue('Early: {pin}');
    const saved = await onServer((ctx) => ctx.db.select({ body: messageTemplates.body }).from(messageTemplates));
    expect(saved).toEqual([{ body: 'Early: {pin}' }]);
  });
});

test('the second of two who edit at once sees it, and loses nothing', async ({ page, browser }) => {
  await alone(async () => {
    await signInAs(page, 'admin');
    const other = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signInAs(other, 'admin');
    await Promise.all([page.goto('/settings/messages'), other.goto('/settings/messages')]);
    for (const [who, text] of [
      [other, 'Theirs: {pin}'],
      [page, 'Mine: {pin}'],
    ] as const) {
      await smsText(who).getByLabel('SMS', { exact: true }).fill(text);
      await smsText(who).getByRole('button', { name: 'Save SMS text' }).click();
      if (who === other) await expect(other.getByText('Saved.', { exact: false })).toBeVisible();
    }
    const dialog = page.getByRole('dialog', { name: 'Somebody saved this text meanwhile' });
    await expect(dialog.getByText('Theirs: {pin}')).toBeVisible();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await smsText(page).getByRole('button', { name: 'Save SMS text' }).click();
    await expect(page.getByText('Saved.', { exact: false })).toBeVisible();
    await page.reload();
    await expect(smsText(page).getByLabel('SMS', { exact: true })).toHaveValue('Mine: {pin}');
  });
});

test('support staff read the texts, change none, and send the PIN of another’s sale nowhere else', async ({
  page,
  browser,
}) => {
  await alone(async () => {
    const sellers = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signInAs(sellers, 'admin');
    await sellTo(sellers, '9860848045');

    await signInAs(page, 'support');
    await page.goto('/settings/messages');
    await expect(page.getByText('Only admins can change the settings.')).toBeVisible();
    await expect(smsText(page).getByRole('button')).toHaveCount(0);
    await page.goto(new URL(sellers.url()).pathname);
    await page.getByRole('button', { name: 'Send again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send the message again' });
    await expect(
      dialog.getByText('Only the seller can send it to another contact, and admins and supervisors with a reason.'),
    ).toBeVisible();
    await expect(dialog.getByLabel('Phone number')).toBeDisabled();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText('The message is on its way.')).toBeVisible();
  });
});

test('a provider that fails is said on the page of the day', async ({ page }) => {
  await alone(async () => {
    await signInAs(page, 'support');
    await onServer((ctx) => {
      const failing = { lastFailedAt: ctx.now(), failingSince: ctx.now(), lastFailure: 'no_credit' };
      return ctx.db.insert(messageProviders).values({ channel: 'sms', ...failing });
    });
    await page.goto('/');
    await expect(page.getByText(/SMS do not go out since/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Message settings' }).click();
    await expect(page.getByRole('heading', { name: 'SMS through Sparrow' })).toBeVisible();
  });
});
