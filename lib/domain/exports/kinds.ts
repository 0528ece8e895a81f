import type { z } from 'zod';
import { exportIntegrators } from '@/lib/domain/access/integrators/export-integrators';
import { exportRoles } from '@/lib/domain/access/roles/export-roles';
import { exportSecurityEvents } from '@/lib/domain/access/security/export-events';
import { exportInvitations } from '@/lib/domain/access/team/export-invitations';
import { exportTeam } from '@/lib/domain/access/team/export-team';
import { exportBatches } from '@/lib/domain/coupons/codes/export-batches';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { exportCoupons, exportOwnCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { exportTvodPriceLinks, exportUserGroupLinks } from '@/lib/domain/coupons/coupons/export-links';
import { exportTvodPrices } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { exportUserGroups } from '@/lib/domain/coupons/user-groups/user-groups';
import { exportOwnRedemptions, exportRedemptions } from '@/lib/domain/redemptions/redemptions/export-redemptions';
import { exportStatistics } from '@/lib/domain/redemptions/statistics/export-statistics';
import { statisticsTables } from '@/lib/domain/redemptions/statistics/schemas';
import { exportOwnStatement, exportStatement } from '@/lib/domain/sales/credits/export-statement';
import { exportContacts } from '@/lib/domain/sales/customers/export-contacts';
import { exportProducts } from '@/lib/domain/sales/products/export-products';
import { exportReport } from '@/lib/domain/sales/reports/export-report';
import { reportGroups } from '@/lib/domain/sales/reports/filters';
import { exportOwnPurchases } from '@/lib/domain/sales/sales/export-own-purchases';
import { exportSales } from '@/lib/domain/sales/sales/export-sales';
import { exportShifts } from '@/lib/domain/sales/shifts/export-shifts';
import { exportComparisons, exportDifferences } from '@/lib/domain/sales/supply/export-comparisons';
import type { UserActor } from '@/lib/platform/context/actor';
import { exportActivity } from '@/lib/platform/exports/export-activity';
import { exportApprovals } from '@/lib/platform/exports/export-approvals';
import type { TableExport } from '@/lib/platform/exports/table-export';
import { exportOwnRequests, exportRequests } from '@/lib/platform/requests/export-requests';
import {
  exportDeliveries,
  exportEndpoints,
  exportOwnDeliveries,
  exportOwnEndpoints,
} from '@/lib/platform/webhooks/export-webhooks';

type AnyExport = Pick<TableExport<z.ZodType, UserActor>, 'kind' | 'permission' | 'columns' | 'repeat'>;

const all: AnyExport[] = [
  exportActivity,
  exportApprovals,
  exportBatches,
  exportCodes,
  exportComparisons,
  exportContacts,
  exportCoupons,
  exportDeliveries,
  exportDifferences,
  exportEndpoints,
  exportIntegrators,
  exportInvitations,
  exportOwnCoupons,
  exportOwnDeliveries,
  exportOwnEndpoints,
  exportOwnPurchases,
  exportOwnRedemptions,
  exportOwnRequests,
  exportOwnStatement,
  exportProducts,
  exportRedemptions,
  exportRequests,
  exportRoles,
  exportSales,
  exportSecurityEvents,
  exportShifts,
  exportStatement,
  exportTeam,
  exportTvodPriceLinks,
  exportTvodPrices,
  exportUserGroupLinks,
  exportUserGroups,
];
const byKind = new Map(all.map((one) => [one.kind, one]));

type Columns = Pick<AnyExport, 'permission' | 'columns'>;

/** Reports and statistics are small, so that nobody waits for a job. */
const reports = reportGroups.map((by): [string, Columns] => [
  `report-${by}`,
  { permission: exportReport.permission, columns: (ctx) => exportReport.columns(ctx, { by }) },
]);
const statistics = statisticsTables.map((table): [string, Columns] => [
  `statistics-${table}`,
  { permission: exportStatistics.permission, columns: (ctx) => exportStatistics.columns(ctx, { table }) },
]);
const columns = new Map<string, Columns>([...byKind, ...reports, ...statistics]);

/** What has columns to choose from. */
export const findColumns = (kind: string): Columns | undefined => columns.get(kind);

export const findKind = (kind: string): AnyExport | undefined => byKind.get(kind);
