'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ChartPoint } from './chart-point';

type PlotProps = { data: ChartPoint[]; areNames: boolean; format: (value: number) => string };

const tick = { fill: 'var(--muted)', fontSize: 12 };
const margin = { top: 4, right: 4, bottom: 0, left: 0 };

// Labels that do not fit are left out at even steps: an uneven scale is misread.
const evenly = 'equidistantPreserveStart';
/** This many names fit below each other. */
const mostNames = 10;
const longestName = 18;

function shorten(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1).trimEnd()}…` : name;
}

/** Pixels for the longest name; the library measures it once, before the font is there. */
function widthOf(data: ChartPoint[]): number {
  return Math.max(0, ...data.map(({ label }) => shorten(label).length)) * 7 + 12;
}

/** Apart from `chart.tsx`, so that the library is loaded only where something is plotted. */
export default function Plot({ data, areNames, format }: PlotProps) {
  const labels = { dataKey: 'label', tick, tickLine: false, axisLine: { stroke: 'var(--border)' } };
  const values = { tick, tickLine: false, axisLine: false, allowDecimals: false, tickFormatter: format };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart layout={areNames ? 'vertical' : 'horizontal'} data={data} margin={margin} accessibilityLayer={false}>
        <CartesianGrid vertical={areNames} horizontal={!areNames} stroke="var(--separator)" />
        {areNames ? (
          <>
            <XAxis type="number" {...values} />
            <YAxis
              type="category"
              {...labels}
              width={widthOf(data)}
              interval={data.length > mostNames ? evenly : 0}
              tickFormatter={shorten}
            />
          </>
        ) : (
          <>
            <XAxis {...labels} interval={evenly} minTickGap={16} />
            <YAxis {...values} width="auto" />
          </>
        )}
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--default)' }}
          content={({ active, payload, label }) => {
            const value = payload?.[0]?.value;
            if (!active || typeof value !== 'number') return null;
            return (
              <div className="rounded-lg bg-overlay px-3 py-2 text-13 shadow-overlay">
                <div className="text-muted">{label}</div>
                <div className="figures font-medium">{format(value)}</div>
              </div>
            );
          }}
        />
        <Bar
          dataKey="value"
          fill="var(--accent)"
          radius={areNames ? [0, 4, 4, 0] : [4, 4, 0, 0]}
          maxBarSize={28}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
