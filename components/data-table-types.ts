import { columnVisibilityFeature, metaHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { InPlace } from './in-place-link';
import type { MenuAction } from './menu-button';

export type TableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned in tabular figures. */
  numeric?: boolean;
  /** Where the first column's link goes; null for a row without one. */
  href?: (row: Row) => string | null;
  /** The values of `sorting` that sort by this column. */
  sort?: { ascending: string; descending: string };
  /** Shown on a phone's card, with its header as label. The first column is the card's title anyway. */
  onCard?: boolean;
  /** Hidden until chosen in the View menu. */
  hidden?: boolean;
  className?: string;
};

/** A filter in use, shown as a chip, "State: active", that leads to the list without it. */
export type AppliedFilter = { id: string; label: string; value: string; remove: InPlace };

export type TableSearch = {
  value: string;
  /** Once typing has settled. */
  onChange: (value: string) => void;
  /** As it is typed. */
  onText?: (text: string) => void;
  placeholder?: string;
};

export type TableSelection<Row> = {
  /** The count and its unit: "3 codes selected". */
  describe: (count: number, selected: Row[]) => string;
  actions: (selected: Row[], clear: () => void) => ReactNode;
  canSelect?: (row: Row) => boolean;
};

export type TablePaging = {
  /** Undefined where there is no such page. */
  previous?: InPlace | undefined;
  next?: InPlace | undefined;
  /** "1 to 50 of 1,204 coupons". */
  summary?: ReactNode;
};

export type TableSorting = { value: string; to: (value: string) => InPlace };

/** The chosen columns and row height, kept in the page's address; null where they are the default ones. */
export type TableView = {
  columns: string[] | null;
  density: Density | null;
  onChange: (view: { columns: string[] | null; density: Density | null }) => void;
};

export type DataTableProps<Row> = {
  /** Names the table to screen readers. */
  label: string;
  /** The name under which the chosen columns and density are kept. */
  name: string;
  /** Created once, outside the component or in useMemo: new ones mount all cells again. */
  columns: TableColumn<Row>[];
  rows: Row[];
  rowId: (row: Row) => string | number;
  /** What a row is called in the names of its buttons. */
  rowName: (row: Row) => string;
  /** First load: skeleton rows. */
  isLoading?: boolean;
  /** Later loads: the old rows stay, dimmed, and cannot be pressed. */
  isStale?: boolean;
  /** An ErrorState, instead of the rows. */
  error?: ReactNode;
  /** An EmptyState, for an empty list without search and filters. */
  empty: ReactNode;
  search?: TableSearch;
  filters?: AppliedFilter[];
  /** FilterMenus. */
  filterControls?: ReactNode;
  /** The list without search and filters. */
  clear?: InPlace;
  /** A button at the toolbar's end. */
  exportControl?: ReactNode;
  rowActions?: (row: Row) => MenuAction[];
  selection?: TableSelection<Row>;
  paging?: TablePaging;
  /** What the rows are sorted by, and the same list sorted another way. */
  sorting?: TableSorting;
  /** Without it, columns and density are kept in this browser only. */
  view?: TableView;
};

export type Density = 'comfortable' | 'compact';

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<{
    numeric: boolean;
    onCard: boolean;
    isTitle: boolean;
    className: string;
    sort: TableColumn<never>['sort'];
  }>(),
});
