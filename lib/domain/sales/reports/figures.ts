import type { SaleState } from '@/lib/domain/sales/sales/filters';
import type { MoneyTotals } from '@/lib/domain/sales/sales/sale-money';

export type ReportFigures = {
  /** Only states that there are. */
  states: { state: SaleState; count: number; amountPaisa: number }[];
  /** What they cost and what is left of them; null for an actor without `money.read`. */
  money: MoneyTotals | null;
};

export type ReportRow = ReportFigures & {
  /** A day, an id or a method; null for the sales that have no such thing: the desk's by integrator, an integrator's by seller. */
  key: string | null;
  name: string | null;
};

export const soldPaisa = ({ states }: Pick<ReportFigures, 'states'>): number =>
  states.find(({ state }) => state === 'succeeded')?.amountPaisa ?? 0;
