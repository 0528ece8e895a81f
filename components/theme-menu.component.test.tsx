import { screen, waitFor } from '@testing-library/react';
import { ThemeProvider } from 'next-themes';
import { beforeEach, expect, it } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { ThemeMenu } from './theme-menu';

const theme = () => document.documentElement.dataset.theme;

beforeEach(() => {
  delete document.documentElement.dataset.theme;
});

async function openMenu() {
  const { user } = renderInApp(
    <ThemeProvider attribute="data-theme" defaultTheme="system">
      <ThemeMenu />
    </ThemeProvider>,
  );
  const open = () => user.click(screen.getByRole('button', { name: 'Theme' }));
  await open();
  const item = (name: string) => screen.findByRole('menuitemradio', { name });
  const choose = async (name: string) => user.click(await item(name));
  return { user, open, item, choose };
}

it('begins with what the system says', async () => {
  const { item } = await openMenu();
  expect((await item('System')).getAttribute('aria-checked')).toBe('true');
  expect(theme()).toBe('light');
});

it('changes the page at once, marks the choice and keeps it', async () => {
  const { open, item, choose } = await openMenu();
  await choose('Dark');
  await waitFor(() => expect(theme()).toBe('dark'));
  expect(localStorage.getItem('theme')).toBe('dark');
  await open();
  expect((await item('Dark')).getAttribute('aria-checked')).toBe('true');
  expect((await item('System')).getAttribute('aria-checked')).toBe('false');
  await choose('Light');
  await waitFor(() => expect(theme()).toBe('light'));
});

it('shows what was chosen before, and keeps it when that is pressed again', async () => {
  localStorage.setItem('theme', 'dark');
  const { item, choose } = await openMenu();
  expect((await item('Dark')).getAttribute('aria-checked')).toBe('true');
  await choose('Dark');
  expect([theme(), localStorage.getItem('theme')]).toEqual(['dark', 'dark']);
});
