import type { FileFormat } from '@/lib/core/table-file';

type ExportFilter = {
  status?: string | undefined;
  batchId?: number | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
};

/** The address of a file with masked codes: a plain link, since it gives nothing away. */
export function maskedExportHref(
  couponId: number,
  { status, batchId, from, until }: ExportFilter,
  as: FileFormat = 'csv',
): string {
  const query = new URLSearchParams({ couponId: String(couponId), as });
  if (status) query.set('status', status);
  if (batchId) query.set('batchId', String(batchId));
  if (from) query.set('from', from.toISOString());
  if (until) query.set('until', until.toISOString());
  return `/api/desk/code-exports?${query}`;
}
