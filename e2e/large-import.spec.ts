import type { Locator, Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { chooseFile } from './choose-file';
import { expect, test } from './fixtures';
import { serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const count = 5000;
const rolledBack = new Error('let go');

/** Keeps what `take` locks while `work` runs: the part of an import or an undo that needs it waits. */
async function holding(take: (tx: Executor) => Promise<unknown>, work: () => Promise<void>): Promise<void> {
  const held = onServer(({ db }) =>
    db.transaction(async (tx) => {
      await take(tx);
      await work();
      throw rolledBack;
    }),
  );
  await held.catch((error: unknown) => {
    if (error !== rolledBack) throw error;
  });
}

const progress = (of: Page | Locator, name: string) => of.getByRole('progressbar', { name });

test('5,000 contacts are imported and undone, whatever becomes of the page meanwhile', { tag: '@layout' }, async ({
  page,
}) => {
  const of = serial();
  const [name, contactAt] = [`large-${of}.csv`, (at: number) => `${`${at}`.padStart(4, '0')}-${of}@example.com`];
  const contacts = Array.from({ length: count }, (_, at) => contactAt(at));
  const kept = async () => {
    const [row] = await onServer(({ db }) =>
      db.execute<{ n: number }>(
        sql`select count(*)::int as n from customer_contacts where contact like ${`%-${of}@example.com`}`,
      ),
    );
    return row?.n;
  };
  const member = await signInAs(page, 'admin');
  await page.goto('/customers/import');
  await chooseFile(page, name, ['contact,language', ...contacts.map((contact) => `${contact},ne`)]);
  await page.getByRole('button', { name: 'Check the file' }).click();
  const start = page.getByRole('button', { name: 'Import 5,000 contacts' });
  await expect(start).toBeVisible();

  const addsOne = (tx: Executor) =>
    tx.execute(
      sql`insert into customer_contacts (contact, language, author_id) values (${contactAt(2600)}, 'en', ${member.id})`,
    );
  await holding(addsOne, async () => {
    await start.click();
    const adding = progress(page, `Adding what is new in ${name}`);
    await expect(adding).toHaveAttribute('aria-valuetext', '2,500 / 5,000');
    const address = page.url();
    await page.goto('/customers');
    await page.goto('/customers/import');
    const listed = page
      .getByRole('region', { name: 'Imports of the last day' })
      .getByRole('listitem')
      .filter({ hasText: name });
    await expect(progress(listed, `Being imported for ${member.name}`)).toHaveAttribute(
      'aria-valuetext',
      '2,500 / 5,000',
    );
    await listed.getByRole('button', { name: 'Open' }).click();
    await expect(adding).toHaveAttribute('aria-valuetext', '2,500 / 5,000');
    expect(page.url()).toBe(address);
    await page.close();
  });
  await expect.poll(kept).toBe(count);

  const later = await page.context().newPage();
  await later.goto('/customers/import');
  const listed = later
    .getByRole('region', { name: 'Imports of the last day' })
    .getByRole('listitem')
    .filter({ hasText: name });
  await expect(listed.getByText(`5,000 added by ${member.name}`)).toBeVisible();
  await listed.getByRole('button', { name: 'Undo this import' }).click();
  const asking = later.getByRole('dialog', { name: `Undo the import of ${name}?` });
  await expect(asking.getByText(/^5,000 entries are taken back\./)).toBeVisible();
  const locksOne = (tx: Executor) =>
    tx.execute(sql`select from customer_contacts where contact = ${contactAt(2600)} for update`);
  await holding(locksOne, async () => {
    await asking.getByRole('button', { name: 'Undo the import' }).click();
    const undoing = progress(listed, `Undoing the import of ${name}`);
    await expect(undoing).toHaveAttribute('aria-valuetext', '2,600 / 5,000');
    await later.reload();
    await expect(undoing).toHaveAttribute('aria-valuetext', '2,600 / 5,000');
  });
  await expect(listed.getByText(`Undone by ${member.name}: 5,000 taken back`)).toBeVisible();
  expect(await kept()).toBe(0);
});
