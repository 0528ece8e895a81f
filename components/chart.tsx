'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import type { ChartPoint } from './chart-point';
import { SkeletonBar } from './skeleton';
import { useIsHydrated } from './use-hydrated';

const Plot = lazy(() => import('./chart-plot'));

type ChartProps = {
  title: string;
  data: ChartPoint[];
  /** Labels that are names rather than a sequence: the bars are horizontal, each label next to its bar. */
  areNames?: boolean;
  /** How a value is written on the axis, in the hint and in the table. */
  format?: (value: number) => string;
  /** What the first column of the table is: "Day". */
  labelHeader?: string;
  valueHeader?: string;
};

/** Bars, and the same figures as a table behind them. */
export function BarChart(props: ChartProps) {
  const { title, data, areNames = false, format = String, labelHeader = '', valueHeader } = props;
  const t = useTranslations('common.chart');
  // A plot measures its own place, which the server renders empty.
  const isHydrated = useIsHydrated();
  const place = <SkeletonBar className="h-full w-full" />;
  return (
    <figure>
      <figcaption className="mb-4 font-semibold">{title}</figcaption>
      <div aria-hidden className="h-52 [&_svg]:overflow-visible">
        {isHydrated ? (
          <Suspense fallback={place}>
            <Plot data={data} areNames={areNames} format={format} />
          </Suspense>
        ) : (
          place
        )}
      </div>
      <details className="mt-2 text-13">
        <summary className="w-fit rounded-sm py-1 text-muted hover:text-foreground">{t('table')}</summary>
        <table className="figures mt-2 w-full max-w-sm">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="py-1 text-start font-medium">
                {labelHeader || <span className="sr-only">{title}</span>}
              </th>
              <th scope="col" className="py-1 text-end font-medium">
                {valueHeader ?? title}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((point) => (
              <tr key={point.label} className="border-t border-separator">
                <th scope="row" className="py-1 text-start font-normal">
                  {point.label}
                </th>
                <td className="py-1 text-end">{format(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
