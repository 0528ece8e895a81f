import AxeBuilder from '@axe-core/playwright';
import { type Page, test } from '@playwright/test';
import { expect } from './fixtures';

const themes = ['light', 'dark'] as const;

/** A test that runs at both widths looks at one theme at each: whole pages, and each theme once. */
export function themesOfTest(): readonly (typeof themes)[number][] {
  const { tags, project } = test.info();
  if (!tags.includes('@layout')) return themes;
  return project.name === 'phone' ? ['dark'] : ['light'];
}

/**
 * Waits until what is open is shown. React Aria keeps a dialog transparent for half a second on a phone, for the keyboard
 * to come up, and it can be typed into meanwhile; axe sees neither it nor the page that it hides.
 */
async function expectToBeShown(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const overlays = document.querySelectorAll(
      '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]',
    );
    const isMoving = ({ playState, effect }: Animation) =>
      playState === 'running' && effect?.getTiming().iterations !== Number.POSITIVE_INFINITY;
    return (
      [...overlays].every((one) => one.checkVisibility({ opacityProperty: true })) &&
      !document.getAnimations().some(isMoving)
    );
  });
}

/** What a theme changes; everything else that axe looks at is the same in each. */
const rulesOfColors = ['color-contrast', 'link-in-text-block'];

/** What is on the page now has no axe violation of any kind, in the light theme and in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  // While a link is followed, the page before it has gone, and the title and heading of the next one are on their way.
  await expect(page).toHaveTitle(/\S/);
  await expect(page.locator('h1').first()).toBeAttached();
  for (const [nth, colorScheme] of themesOfTest().entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectToBeShown(page);
    // Only what is wrong, and no second page to gather it from frames, of which there are none: five times as quick.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
    if (nth > 0) axe.withRules(rulesOfColors);
    // React Aria's own announcer keeps naming a button for seconds after the button is gone.
    const { violations } = await axe.exclude('[data-live-announcer]').analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${colorScheme} theme of ${page.url()}`).toEqual([]);
  }
}

/** Nothing on the page is wider than the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `width of ${page.url()}`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}
