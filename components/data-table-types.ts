import { columnVisibilityFeature, metaHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { MenuAction } from './menu-button';

export type TableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned in tabular figures. */
  numeric?: boolean;
  /** Where the first column's link goes. */
  href?: (row: Row) => string;
  /** Shown on a phone's card, with its header as label. The first column is the card's title anyway. */
  onCard?: boolean;
  /** Hidden until chosen in the View menu. */
  hidden?: boolean;
  className?: string;
};

/** A filter in use, shown as a chip: "State: active". */
export type AppliedFilter = { id: string; label: string; value: string; onRemove: () => void };

export type TableSearch = {
  value: string;
  /** Once typing has settled. */
  onChange: (value: string) => void;
  /** As it is typed. */
  onText?: (text: string) => void;
  placeholder?: string;
};

export type TableSelection<Row> = {
  /** The count and what it is a count of: "3 codes selected". */
  describe: (count: number, selected: Row[]) => string;
  actions: (selected: Row[], clear: () => void) => ReactNode;
  canSelect?: (row: Row) => boolean;
};

export type TablePaging = {
  /** Undefined where there is no such page. */
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** "1 to 50 of 1,204 coupons". */
  summary?: ReactNode;
};

/** The chosen columns and row height, kept in the page's address; null where they are the usual ones. */
export type TableView = {
  columns: string[] | null;
  density: Density | null;
  onChange: (view: { columns: string[] | null; density: Density | null }) => void;
};

export type DataTableProps<Row> = {
  /** Names the table to screen readers. */
  label: string;
  /** Keeps the chosen columns and density under this name. */
  name: string;
  /** Made once, outside the component or in useMemo. */
  columns: TableColumn<Row>[];
  rows: Row[];
  rowId: (row: Row) => string | number;
  /** What a row is called in the names of its buttons. */
  rowName: (row: Row) => string;
  /** First load: skeleton rows. */
  isLoading?: boolean;
  /** Later loads: the old rows stay, dimmed, and cannot be pressed. */
  isStale?: boolean;
  /** An ErrorState, in place of the rows. */
  error?: ReactNode;
  /** An EmptyState, when there is nothing and nothing was searched. */
  empty: ReactNode;
  search?: TableSearch;
  filters?: AppliedFilter[];
  /** FilterMenus. */
  filterControls?: ReactNode;
  onClear?: () => void;
  /** A button at the toolbar's end. */
  exportControl?: ReactNode;
  rowActions?: (row: Row) => MenuAction[];
  selection?: TableSelection<Row>;
  paging?: TablePaging;
  /** Without it, columns and density are kept in this browser only. */
  view?: TableView;
};

export type Density = 'comfortable' | 'compact';

export const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<{ numeric: boolean; onCard: boolean; isTitle: boolean; className: string }>(),
});
