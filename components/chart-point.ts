export type ChartPoint = { label: string; value: number };
