import type { Page } from '@playwright/test';
import { groupCode } from '@/lib/domain/coupons/codes/alphabet';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { expect } from './fixtures';
import { issueCodes, makeCoupon, serial } from './make-coupon';

/** A coupon with one issued code. */
export async function makeCode(page: Page) {
  const coupon = await makeCoupon(`why-${serial()}`);
  const code = generateCode();
  await issueCodes(page, coupon.id, { list: [code] });
  return { coupon, code };
}

/** A code as customers type it. */
export const mistype = (code: string) =>
  ` ${groupCode(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;

/** Asks, on the open page, why what was typed does not work. */
export async function ask(page: Page, typed: string) {
  await page.getByLabel('Code', { exact: true }).fill(typed);
  // A key that is pressed before hydration is lost.
  await expect(page.getByRole('button', { name: 'Ask why' })).toBeEnabled();
  await page.getByLabel('Code', { exact: true }).press('Enter');
}

export const ruleOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
