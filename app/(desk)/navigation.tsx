import {
  ArrowLeftRight,
  Banknote,
  Building2,
  ChartBarDecreasing,
  ChartColumn,
  CircleHelp,
  Clapperboard,
  FolderOpen,
  House,
  ListChecks,
  Package,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldCheck,
  Ticket,
  TicketPercent,
  Truck,
  UserRoundCheck,
  UserRoundCog,
  UserSearch,
  Users,
  WalletCards,
  Webhook,
} from 'lucide-react';
import type { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { NavGroup } from '@/components/nav-list';
import { type DirectoryKind, directoryKinds } from '@/lib/core/entities/directory';
import { type DeskPage, directoryPages } from '@/lib/platform/context/page-permissions';
import { NeedsPersonBadge } from './needs-person-badge';

type Entry = {
  name:
    | 'today'
    | 'sell'
    | 'sales'
    | 'reports'
    | 'shifts'
    | 'codeCheck'
    | 'approvals'
    | 'coupons'
    | 'redemptions'
    | 'userGroups'
    | 'tvodPrices'
    | 'statistics'
    | 'products'
    | 'suppliers'
    | 'integrators'
    | 'webhooks'
    | 'requests'
    | 'team'
    | 'customers'
    | 'customerData'
    | 'activity'
    | 'security'
    | 'settings'
    | 'partner'
    | 'partnerStatement'
    | 'partnerSales'
    | 'partnerCoupons'
    | 'partnerRedemptions'
    | 'partnerWebhooks'
    | 'partnerRequests';
  /** Users without its permission do not see the entry. */
  page: DeskPage;
  icon: ReactNode;
  badge?: ReactNode;
  shortcut: string;
};

const groups: { name: 'desk' | 'coupons' | 'supply' | 'partners' | 'admin' | 'partner'; entries: Entry[] }[] = [
  {
    name: 'desk',
    entries: [
      { name: 'today', page: '/', icon: <House />, shortcut: 'g t' },
      { name: 'sell', page: '/sell', icon: <Banknote />, shortcut: 'g s' },
      {
        name: 'sales',
        page: '/sales',
        icon: <ReceiptText />,
        badge: <NeedsPersonBadge />,
        shortcut: 'g l',
      },
      { name: 'reports', page: '/reports', icon: <ChartBarDecreasing />, shortcut: 'g b' },
      { name: 'customers', page: '/customers', icon: <UserSearch />, shortcut: 'g k' },
      { name: 'shifts', page: '/shifts', icon: <WalletCards />, shortcut: 'g d' },
      {
        name: 'codeCheck',
        page: '/code-check',
        icon: <CircleHelp />,
        shortcut: 'g y',
      },
      { name: 'approvals', page: '/approvals', icon: <ListChecks />, shortcut: 'g o' },
    ],
  },
  {
    name: 'coupons',
    entries: [
      { name: 'coupons', page: '/coupons', icon: <TicketPercent />, shortcut: 'g c' },
      {
        name: 'redemptions',
        page: '/redemptions',
        icon: <Ticket />,
        shortcut: 'g r',
      },
      {
        name: 'userGroups',
        page: '/user-groups',
        icon: <UserRoundCheck />,
        shortcut: 'g u',
      },
      {
        name: 'tvodPrices',
        page: '/tvod-prices',
        icon: <Clapperboard />,
        shortcut: 'g v',
      },
      {
        name: 'statistics',
        page: '/statistics',
        icon: <ChartColumn />,
        shortcut: 'g n',
      },
    ],
  },
  {
    name: 'supply',
    entries: [
      { name: 'products', page: '/products', icon: <Package />, shortcut: 'g p' },
      { name: 'suppliers', page: '/suppliers', icon: <Truck />, shortcut: 'g h' },
    ],
  },
  {
    name: 'partners',
    entries: [
      {
        name: 'integrators',
        page: '/integrators',
        icon: <Building2 />,
        shortcut: 'g i',
      },
      { name: 'webhooks', page: '/webhooks', icon: <Webhook />, shortcut: 'g w' },
      { name: 'requests', page: '/requests', icon: <ArrowLeftRight />, shortcut: 'g x' },
    ],
  },
  {
    name: 'admin',
    entries: [
      { name: 'team', page: '/team', icon: <Users />, shortcut: 'g m' },
      { name: 'customerData', page: '/customers/data', icon: <UserRoundCog />, shortcut: 'g f' },
      { name: 'activity', page: '/activity', icon: <ScrollText />, shortcut: 'g a' },
      { name: 'security', page: '/security', icon: <ShieldCheck />, shortcut: 'g q' },
      { name: 'settings', page: '/settings', icon: <Settings />, shortcut: 'g e' },
    ],
  },
  {
    name: 'partner',
    entries: [
      { name: 'partner', page: '/partner', icon: <Building2 />, shortcut: 'g t' },
      { name: 'partnerStatement', page: '/partner/statement', icon: <ScrollText />, shortcut: 'g b' },
      { name: 'partnerSales', page: '/partner/sales', icon: <ReceiptText />, shortcut: 'g l' },
      { name: 'partnerCoupons', page: '/partner/coupons', icon: <TicketPercent />, shortcut: 'g c' },
      { name: 'partnerRedemptions', page: '/partner/redemptions', icon: <Ticket />, shortcut: 'g r' },
      { name: 'partnerWebhooks', page: '/partner/webhooks', icon: <Webhook />, shortcut: 'g w' },
      { name: 'partnerRequests', page: '/partner/requests', icon: <ArrowLeftRight />, shortcut: 'g x' },
    ],
  },
];

/** Directories without an entry of their own above. */
const named = new Set<string>(groups.flatMap(({ entries }) => entries.map(({ name }) => name)));
const otherDirectories = directoryKinds.filter((kind) => !named.has(kind));

/** The navigation of a user: without the entries that they have no permission for. */
export function navigationFor(
  t: ReturnType<typeof useTranslations<'navigation'>>,
  titleOf: (kind: DirectoryKind) => string,
  isAllowed: (page: DeskPage) => boolean,
): NavGroup[] {
  const directoryItems = otherDirectories
    .map((kind) => ({ href: directoryPages(kind).list, label: titleOf(kind), icon: <FolderOpen /> }))
    .filter(({ href }) => isAllowed(href));
  return groups
    .map(({ name, entries }) => ({
      label: t(`groups.${name}`),
      items: [
        ...entries
          .filter(({ page }) => isAllowed(page))
          .map(({ name: entry, page, icon, badge, shortcut }) => ({
            href: page,
            label: t(entry),
            icon,
            badge,
            shortcut,
          })),
        ...(name === 'coupons' ? directoryItems : []),
      ],
    }))
    .filter(({ items }) => items.length > 0);
}
