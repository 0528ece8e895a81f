import type { Page } from '@playwright/test';

/** The heading that names the page. */
export const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
