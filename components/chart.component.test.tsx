import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '@/test/components/render-in-app';
import { BarChart } from './chart';

const days = [
  { label: '1 Nov', value: 3 },
  { label: '2 Nov', value: 0 },
  { label: '3 Nov', value: 12_500 },
];

// Nothing has a size in jsdom, and what has none is not plotted.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return this.matches('.recharts-responsive-container') ? new DOMRect(0, 0, 600, 208) : new DOMRect();
  });
});

const rows = () =>
  screen.getAllByRole('row').map((row) => [...row.children].map(({ textContent }) => textContent).join(': '));

async function plotted(container: HTMLElement): Promise<SVGElement> {
  await waitFor(() => expect(container.querySelector('svg.recharts-surface')).toBeTruthy());
  const plot = container.querySelector<SVGElement>('svg.recharts-surface');
  if (!plot) throw new Error('Nothing is plotted.');
  return plot;
}

describe('a chart', () => {
  it('has its figures as a table, too, written as they are asked to be', async () => {
    const { user } = renderInApp(
      <BarChart
        title="Redemptions"
        data={days}
        labelHeader="Day"
        valueHeader="Count"
        format={(value) => value.toLocaleString('en-US')}
      />,
    );
    await user.click(screen.getByText('The same as a table'));
    expect(rows()).toEqual(['Day: Count', '1 Nov: 3', '2 Nov: 0', '3 Nov: 12,500']);
    expect(screen.getByRole('figure').querySelector('figcaption')?.textContent).toBe('Redemptions');
  });

  it('names the columns by its title where nothing else is said', async () => {
    const { user } = renderInApp(<BarChart title="Redemptions" data={days} />);
    await user.click(screen.getByText('The same as a table'));
    expect(rows()).toEqual(['Redemptions: Redemptions', '1 Nov: 3', '2 Nov: 0', '3 Nov: 12500']);
  });

  it('plots a bar for each value above 0, and hides the plot from screen readers', async () => {
    const { container } = renderInApp(<BarChart title="Redemptions" data={days} />);
    const plot = await plotted(container);
    await waitFor(() => expect(plot.querySelectorAll('.recharts-bar-rectangle')).toHaveLength(2));
    expect(plot.closest('[aria-hidden]')).toBeTruthy();
  });

  it('shortens long names on the axis, and not in the table', async () => {
    const name = 'Worldlink Communications';
    const { container, user } = renderInApp(
      <BarChart title="Sales" data={[{ label: name, value: 4 }, ...days.slice(0, 1)]} areNames />,
    );
    const plot = await plotted(container);
    await waitFor(() => expect(within(plot as unknown as HTMLElement).getByText('Worldlink Communi…')).toBeTruthy());
    await user.click(screen.getByText('The same as a table'));
    expect(rows()[1]).toBe(`${name}: 4`);
  });
});
