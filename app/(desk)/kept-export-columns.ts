import type { FileFormat } from '@/lib/core/table-file';

const keyOf = (kind: string) => `export-columns:${kind}`;

/** The columns that were chosen in this browser for the exports of a list; null for all of them. */
export function readExportColumns(kind: string): string[] | null {
  const kept = localStorage.getItem(keyOf(kind));
  return kept ? kept.split(',') : null;
}

/** The query of an export, with the columns that were chosen. */
export function exportQuery(as: FileFormat, kind?: string): string {
  const columns = kind && readExportColumns(kind);
  return `as=${as}${columns ? `&columns=${columns.join(',')}` : ''}`;
}

export function keepExportColumns(kind: string, columns: string[] | null): void {
  if (columns) localStorage.setItem(keyOf(kind), columns.join(','));
  else localStorage.removeItem(keyOf(kind));
}
