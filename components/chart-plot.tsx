'use client';

import { Area, AreaChart, Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ChartPoint } from './chart';

type PlotProps = { kind: 'line' | 'bar'; data: ChartPoint[]; format: (value: number) => string };

const tick = { fill: 'var(--muted)', fontSize: 12 };
const margin = { top: 4, right: 4, bottom: 0, left: 0 };

/** Apart from `chart.tsx`, so that the library is loaded only where something is plotted. */
export default function Plot({ kind, data, format }: PlotProps) {
  const frame = [
    <CartesianGrid key="grid" vertical={false} stroke="var(--separator)" />,
    <XAxis
      key="x"
      dataKey="label"
      tick={tick}
      tickLine={false}
      axisLine={{ stroke: 'var(--border)' }}
      minTickGap={24}
    />,
    <YAxis
      key="y"
      tick={tick}
      tickLine={false}
      axisLine={false}
      width="auto"
      allowDecimals={false}
      tickFormatter={format}
    />,
    <Tooltip
      key="hint"
      isAnimationActive={false}
      cursor={kind === 'bar' ? { fill: 'var(--default)' } : { stroke: 'var(--border)' }}
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
    />,
  ];
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === 'bar' ? (
        <BarChart data={data} margin={margin} accessibilityLayer={false}>
          {frame}
          <Bar dataKey="value" fill="var(--accent)" radius={[4, 4, 0, 0]} maxBarSize={28} isAnimationActive={false} />
        </BarChart>
      ) : (
        <AreaChart data={data} margin={margin} accessibilityLayer={false}>
          {frame}
          <Area
            dataKey="value"
            type="linear"
            stroke="var(--accent)"
            strokeWidth={2}
            fill="var(--accent-soft)"
            fillOpacity={0.6}
            isAnimationActive={false}
            activeDot={{ r: 4, strokeWidth: 0 }}
          />
        </AreaChart>
      )}
    </ResponsiveContainer>
  );
}
