import { exportQuery } from '@/app/(desk)/kept-export-columns';
import { useExport } from '@/app/(desk)/use-export';
import type { FileFormat } from '@/lib/core/table-file';
import type { ExportFilter } from './export-dialog';

/** Exports codes of a coupon that stay masked: nobody is asked why. */
export function useMaskedExport(couponId: number): (filter: ExportFilter, as: FileFormat) => void {
  const exportAs = useExport();
  return (filter, as) =>
    void exportAs(`/api/desk/code-exports/masked?${exportQuery(as, 'codes')}`, { couponId, filter });
}
