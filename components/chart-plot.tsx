'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ChartPoint } from './chart';

type PlotProps = { data: ChartPoint[]; format: (value: number) => string };

const tick = { fill: 'var(--muted)', fontSize: 12 };
const margin = { top: 4, right: 4, bottom: 0, left: 0 };

/** Apart from `chart.tsx`, so that the library is loaded only where something is plotted. */
export default function Plot({ data, format }: PlotProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={data} margin={margin} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--separator)" />
        <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--border)' }} minTickGap={24} />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
          allowDecimals={false}
          tickFormatter={format}
        />
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
        <Bar dataKey="value" fill="var(--accent)" radius={[4, 4, 0, 0]} maxBarSize={28} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
