import { couponFilters } from '@/lib/core/entities/coupon';
import { type DirectoryKind, directories } from '@/lib/core/entities/directory';
import type { Filter, Filters } from '@/lib/core/entities/filter';
import { securityFilters } from '@/lib/domain/access/security/filters';
import { userFilters } from '@/lib/domain/access/team/filters';
import { couponDates, couponSorts } from '@/lib/domain/coupons/coupons/filters';
import { entryFilters } from '@/lib/domain/coupons/directory-entries/filters';
import { ownRedemptionFilters, redemptionFilters, redemptionSorts } from '@/lib/domain/redemptions/redemptions/filters';
import { ownPurchaseFilters, saleFilters, saleQueues } from '@/lib/domain/sales/sales/filters';
import { shiftFilters } from '@/lib/domain/sales/shifts/filters';
import { activityFilters } from '@/lib/platform/audit/filters';
import { directoryPages, type GuardedPage } from '@/lib/platform/context/page-permissions';
import { roles } from '@/lib/platform/context/roles';
import { ownRequestFilters, requestFilters } from '@/lib/platform/requests/filters';

type SavedList = {
  /** What its address is narrowed and sorted by. */
  filters: Filters;
  /** What of the address is typed and names things of ours, such as a coupon. */
  text?: string;
  /** What is typed, too, and may name a person: no view keeps it. */
  personal?: string;
  /** Each read of it is recorded: nothing reads it only to count. */
  isReadRecorded?: true;
};

const day: Filter = { kind: 'text', pattern: /^\d{4}-\d{2}-\d{2}$/ };
const days = { from: day, to: day } satisfies Filters;

const coupons: SavedList = {
  filters: {
    ...couponFilters,
    date: { kind: 'choice', values: couponDates },
    ...days,
    sort: { kind: 'choice', values: couponSorts },
  },
  text: 'q',
};
const role: Filter = { kind: 'text', pattern: new RegExp(`^(${roles.join('|')}|own:[1-9]\\d{0,14})$`) };

const ofDirectories = Object.fromEntries(
  (Object.keys(directories) as DirectoryKind[]).map((kind) => [
    directoryPages(kind).list,
    { filters: entryFilters, text: 'q' },
  ]),
) as unknown as Record<ReturnType<typeof directoryPages<DirectoryKind>>['list'], SavedList>;

/** The lists that views are saved of, by their pages. `app/(desk)/_views/lists.test.ts` compares them with the addresses. */
export const savedLists = {
  '/coupons': coupons,
  '/coupons/bin': coupons,
  ...ofDirectories,
  '/sales': {
    filters: { ...saleFilters, ...days, queue: { kind: 'choice', values: saleQueues } },
    personal: 'search',
  },
  '/redemptions': {
    filters: { ...redemptionFilters, ...days, sort: { kind: 'choice', values: redemptionSorts } },
    personal: 'search',
  },
  '/shifts': { filters: shiftFilters },
  '/requests': { filters: requestFilters, personal: 'search' },
  '/activity': { filters: activityFilters, isReadRecorded: true },
  '/security': { filters: { ...securityFilters, ...days }, personal: 'address' },
  '/team': { filters: { ...userFilters, role }, personal: 'search' },
  '/partner/sales': { filters: ownPurchaseFilters, personal: 'reference' },
  '/partner/coupons': { filters: {}, text: 'q' },
  '/partner/redemptions': { filters: ownRedemptionFilters },
  '/partner/requests': { filters: ownRequestFilters, personal: 'search' },
} as const satisfies Partial<Record<GuardedPage, SavedList>>;

export type SavedListName = keyof typeof savedLists;
export const savedListNames = Object.keys(savedLists) as [SavedListName, ...SavedListName[]];

/** What is typed in the list and may name a person; null where nothing is. */
export const personalPartOf = (list: SavedListName): string | null => (savedLists[list] as SavedList).personal ?? null;

/** Whether a list can be read to count what a view of it shows. */
export const isCounted = (list: SavedListName): boolean => !(savedLists[list] as SavedList).isReadRecorded;

/** Whether the list's address can hold this today. */
export function isKnownPart(list: SavedListName, name: string, value: string): boolean {
  const { filters, text }: SavedList = savedLists[list];
  if (name === text) return true;
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  switch (filter?.kind) {
    case 'choice':
      return filter.values.includes(value);
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'id':
      return /^[1-9]\d{0,14}$/.test(value);
    case 'text':
      return filter.pattern.test(value);
    default:
      return false;
  }
}
