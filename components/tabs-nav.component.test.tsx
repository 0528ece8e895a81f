import { screen } from '@testing-library/react';
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { expect, it } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { TabsNav } from './tabs-nav';

type Tabs = Parameters<typeof TabsNav>[0]['tabs'];

function renderTabs(pathname: string, tabs: Tabs) {
  renderInApp(
    <PathnameContext value={pathname}>
      <TabsNav label="Coupon" tabs={tabs} />
    </PathnameContext>,
  );
  const links = screen.getAllByRole<HTMLAnchorElement>('link');
  return { links, current: links.filter((link) => link.getAttribute('aria-current') === 'page') };
}

const pages: Tabs = [
  { href: '/coupons/7', label: 'Overview' },
  { href: '/coupons/7/codes', label: 'Codes', count: 0 },
];

it('are links of one navigation, which lead there without scripts', () => {
  const { links } = renderTabs('/coupons/7', pages);
  expect(screen.getByRole('navigation', { name: 'Coupon' })).toBeTruthy();
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Overview', '/coupons/7'],
    ['Codes0', '/coupons/7/codes'],
  ]);
});

it('say which page is shown, by its whole path', () => {
  expect(renderTabs('/coupons/7/codes', pages).current.map(({ textContent }) => textContent)).toEqual(['Codes0']);
});

it('let a page say it where its path alone does not', () => {
  const { current } = renderTabs('/sales', [
    { href: '/sales', label: 'All', isCurrent: false },
    { href: '/sales?queue=person', label: 'Needs a person', isCurrent: true },
  ]);
  expect(current.map(({ textContent }) => textContent)).toEqual(['Needs a person']);
});

it('have none current on a page of no tab', () => {
  expect(renderTabs('/coupons/7/edit', pages).current).toEqual([]);
});
