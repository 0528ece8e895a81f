import type { Form, FormColumn } from '@/lib/core/file-reading/table-reading';
import type { ImportForm } from '@/lib/domain/coupons/imports/import-kind';
import {
  type RowTools,
  readAmount,
  readBoolean,
  readInstant,
  readPercent,
  readWhole,
  wrongCurrency,
} from '@/lib/domain/coupons/imports/read-cell';
import { says } from '@/lib/domain/coupons/imports/says';
import { type CouponEntry, couponOf } from './coupon-entry';

/** A vendor's column; `narrows`: it limits a coupon in a way in which none can be limited here. */
type VendorColumn = FormColumn & { narrows?: true };

/** What a vendor's coupon is here, before it is parsed; a text in place of it says why it is none. */
type Given = Record<string, unknown> & { notes?: string[] };
type VendorForm = Omit<Form, 'columns'> & {
  columns: readonly VendorColumn[];
  give: (row: VendorRow) => Promise<Given | string>;
};

/** The cells of a row by the names of their columns. */
export type VendorRow = ReturnType<typeof rowOf>;

/** The problem that a cell has, in words for the sender; ends the reading of its row. */
class WrongCell extends Error {}

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
      const wrong = wrongCurrency(currency);
      if (wrong) throw new WrongCell(`${name} ${wrong}`);
      const as = unit === 'major' ? unit : tools.unit;
      if (!as) throw new WrongCell(`${name} is an amount: say in what amounts are written`);
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
        if (typeof given === 'string') return { problem: given };
        const { notes = [], ...fields } = given;
        const lost = narrowing.filter(({ name }) => says(row.cell(name)));
        if (lost.length === 0) return couponOf(fields, notes);
        const listed = lost.map(({ name }) => `${name}: ${row.cell(name).slice(0, 200)}`);
        const switchedOff = 'switched off, for no coupon can be limited so here';
        return couponOf({ ...fields, status: 'unavailable' }, [...notes, ...listed, switchedOff]);
      } catch (error) {
        if (error instanceof WrongCell) return { problem: error.message };
        throw error;
      }
    },
  };
}

/** How often one user can redeem it, in the two ways in which a coupon says it. */
export const perUser = (redemptionsPerUser: unknown) => ({
  redemptionsPerUser,
  uniqueRedemption: redemptionsPerUser === 1,
});
