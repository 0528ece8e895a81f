import { prepareFirstStart } from '@/lib/demo/prepare-first-start';
import { codeAt } from '@/lib/platform/factors/totp';
import { expectAccessible, expectToFit } from '../accessible';
import { expect, test } from '../fixtures';
import { freePort, openOwnDatabase, startOwnServer } from '../server/own-server';
import { fillSignIn } from '../sign-in';
import { readSecret, shownSecret } from './read-secret';

test('a new desk leads its admin to a second factor before anything else works', async ({
  page,
  expectBrowserError,
}) => {
  expectBrowserError(/status of 403/);
  const admin = { email: 'boss@example.com', password: 'three blind mice run' };
  const { db, close } = await openOwnDatabase();
  await prepareFirstStart(db, { adminEmail: admin.email, adminPassword: admin.password, demo: false });
  const port = await freePort();
  const process = await startOwnServer(port);
  const desk = `http://localhost:${port}`;
  try {
    await page.goto(`${desk}/team`);
    await fillSignIn(page, admin);
    await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
    await expectAccessible(page);
    await expectToFit(page);
    for (const path of ['/', '/account', '/settings/security']) {
      await page.goto(desk + path);
      await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
    }
    expect(await page.evaluate(async () => (await fetch('/api/desk/team')).status)).toBe(403);

    await page.goto(`${desk}/team`);
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    const secret = readSecret(await page.getByText(shownSecret).innerText());
    await page.getByLabel('Code of the app').fill(codeAt(secret, new Date()));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page).toHaveURL(`${desk}/team`);
    await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  } finally {
    // It would go on fetching pages ahead.
    await page.close();
    process.kill();
    await close();
  }
});
