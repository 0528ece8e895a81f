import type { z } from 'zod';
import { exportSecurityEvents } from '@/lib/domain/access/security/export-events';
import { exportTeam } from '@/lib/domain/access/team/export-team';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { exportTvodPrices } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { exportUserGroups } from '@/lib/domain/coupons/user-groups/user-groups';
import { exportRedemptions } from '@/lib/domain/redemptions/redemptions/export-redemptions';
import { exportProducts } from '@/lib/domain/sales/products/export-products';
import { exportSales } from '@/lib/domain/sales/sales/export-sales';
import { exportShifts } from '@/lib/domain/sales/shifts/export-shifts';
import type { UserActor } from '@/lib/platform/context/actor';
import type { TableExport } from '@/lib/platform/exports/table-export';

type AnyExport = Pick<TableExport<z.ZodType, UserActor>, 'kind' | 'permission' | 'columns' | 'repeat'>;

const all: AnyExport[] = [
  exportCodes,
  exportCoupons,
  exportProducts,
  exportRedemptions,
  exportSales,
  exportSecurityEvents,
  exportShifts,
  exportTeam,
  exportTvodPrices,
  exportUserGroups,
];
const byKind = new Map(all.map((one) => [one.kind, one]));

export const findKind = (kind: string): AnyExport | undefined => byKind.get(kind);
