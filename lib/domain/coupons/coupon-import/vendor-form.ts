import type { Form, FormColumn } from '@/lib/core/file-reading/table-reading';
import { readBoolean } from '@/lib/domain/coupons/imports/cell-words';
import type { ImportForm } from '@/lib/domain/coupons/imports/import-kind';
import {
  type RowTools,
  readAmount,
  readInstant,
  readPercent,
  readWhole,
  wrongCurrency,
} from '@/lib/domain/coupons/imports/read-cell';
import { type Reason, reason } from '@/lib/domain/coupons/imports/reasons';
import { says } from '@/lib/domain/coupons/imports/says';
import { type CouponEntry, couponOf } from './coupon-entry';

/** A vendor's column; `narrows`: it limits a coupon in a way in which none can be limited here. */
type VendorColumn = FormColumn & { narrows?: true };

/** What a vendor's coupon is here, before it is parsed; or why it is none. */
type Given = Record<string, unknown> & { notes?: Reason[] };
type VendorForm = Omit<Form, 'columns'> & {
  columns: readonly VendorColumn[];
  give: (row: VendorRow) => Promise<Given | Reason>;
};

/** The cells of a row by the names of their columns. */
export type VendorRow = ReturnType<typeof rowOf>;

/** What is wrong with a cell; ends the reading of its row. */
class WrongCell extends Error {
  constructor(readonly problem: Reason) {
    super(problem.words);
  }
}

function rowOf(columns: readonly VendorColumn[], cells: string[], tools: RowTools) {
  const cell = (name: string) => cells[columns.findIndex((column) => column.name === name)] ?? '';
  return {
    cell,
    is: (name: string) => readBoolean(cell(name)) === true,
    /** Null where it is empty. */
    whole: (name: string) => (cell(name) === '' ? null : readWhole(cell(name))),
    /** Percent, without the sign of a subtraction. */
    percent: (name: string) => readPercent(cell(name).replace(/^-/, '')),
    /** An end at midnight, or a day: `bound` says of which side of a day. */
    instant: (name: string, bound: 'start' | 'end') =>
      cell(name) === '' ? null : readInstant(cell(name), bound, tools),
    /** Null where it is empty or 0. The unit is the form's own, or what a person said. */
    amount(name: string, unit: 'major' | 'asked', currency = ''): number | null {
      const text = cell(name).replace(/^-/, '');
      if (!says(text)) return null;
      const [wrong] = wrongCurrency(name, currency);
      if (wrong) throw new WrongCell(wrong);
      const as = unit === 'major' ? unit : tools.unit;
      if (!as) throw new WrongCell(reason('unitUnknown', { column: name }));
      return readAmount(text, as);
    },
  };
}

/** A form of a vendor. What narrows a coupon there and cannot here is noted, and the coupon comes switched off. */
export function vendorForm({ columns, give, ...form }: VendorForm): ImportForm<CouponEntry> {
  const narrowing = columns.filter(({ narrows }) => narrows);
  return {
    ...form,
    columns,
    async read(cells, tools) {
      const row = rowOf(columns, cells, tools);
      try {
        const given = await give(row);
        if (isReason(given)) return { problems: [given] };
        const { notes = [], ...fields } = given;
        const lost = narrowing.filter(({ name }) => says(row.cell(name)));
        if (lost.length === 0) return couponOf(fields, notes);
        const listed = lost.map(({ name }) => narrowedBy(row, name));
        return couponOf({ ...fields, status: 'unavailable' }, [...notes, ...listed]);
      } catch (error) {
        if (error instanceof WrongCell) return { problems: [error.problem] };
        throw error;
      }
    },
  };
}

const isReason = (given: Given | Reason): given is Reason => 'words' in given;

/** What a column limits a coupon to. */
export const narrowedBy = ({ cell }: Pick<VendorRow, 'cell'>, column: string): Reason =>
  reason('narrows', { column, value: cell(column).slice(0, 200) });

/** How often one user can redeem it, in the two ways in which a coupon says it. */
export const perUser = (redemptionsPerUser: unknown) => ({
  redemptionsPerUser,
  uniqueRedemption: redemptionsPerUser === 1,
});
