import {
  Banknote,
  Building2,
  ChartColumn,
  CircleHelp,
  Clapperboard,
  FolderOpen,
  House,
  Package,
  ReceiptText,
  ScrollText,
  Settings,
  Ticket,
  TicketPercent,
  Truck,
  UserRoundCheck,
  Users,
  Webhook,
} from 'lucide-react';
import type { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { NavGroup } from '@/components/nav-list';
import { type DirectoryKind, directories, directoryKinds, pathOf } from '@/lib/core/entities/directory';
import { routes } from '@/lib/core/routes';
import type { Permission } from '@/lib/platform/context/permissions';
import { NeedsPersonBadge } from './needs-person-badge';

type Entry = {
  name:
    | 'today'
    | 'sell'
    | 'sales'
    | 'codeCheck'
    | 'coupons'
    | 'redemptions'
    | 'userGroups'
    | 'tvodPrices'
    | 'statistics'
    | 'products'
    | 'suppliers'
    | 'integrators'
    | 'webhooks'
    | 'team'
    | 'activity'
    | 'settings';
  href: string;
  icon: ReactNode;
  badge?: ReactNode;
  shortcut: string;
  /** Users without it do not see the entry. */
  permission: Permission;
};

const groups: { name: 'desk' | 'coupons' | 'supply' | 'partners' | 'admin'; entries: Entry[] }[] = [
  {
    name: 'desk',
    entries: [
      { name: 'today', href: routes.today(), icon: <House />, shortcut: 'g t', permission: 'sales.read' },
      { name: 'sell', href: routes.sell(), icon: <Banknote />, shortcut: 'g s', permission: 'sales.sell' },
      {
        name: 'sales',
        href: routes.sales(),
        icon: <ReceiptText />,
        badge: <NeedsPersonBadge />,
        shortcut: 'g l',
        permission: 'sales.read',
      },
      {
        name: 'codeCheck',
        href: routes.codeCheck(),
        icon: <CircleHelp />,
        shortcut: 'g y',
        permission: 'redemptions.explain',
      },
    ],
  },
  {
    name: 'coupons',
    entries: [
      { name: 'coupons', href: routes.coupons(), icon: <TicketPercent />, shortcut: 'g c', permission: 'coupons.read' },
      {
        name: 'redemptions',
        href: routes.redemptions(),
        icon: <Ticket />,
        shortcut: 'g r',
        permission: 'redemptions.read',
      },
      {
        name: 'userGroups',
        href: routes.userGroups(),
        icon: <UserRoundCheck />,
        shortcut: 'g u',
        permission: 'coupons.read',
      },
      {
        name: 'tvodPrices',
        href: routes.tvodPrices(),
        icon: <Clapperboard />,
        shortcut: 'g v',
        permission: 'coupons.read',
      },
      {
        name: 'statistics',
        href: routes.statistics(),
        icon: <ChartColumn />,
        shortcut: 'g n',
        permission: 'coupons.read',
      },
    ],
  },
  {
    name: 'supply',
    entries: [
      { name: 'products', href: routes.products(), icon: <Package />, shortcut: 'g p', permission: 'products.read' },
      { name: 'suppliers', href: routes.suppliers(), icon: <Truck />, shortcut: 'g h', permission: 'suppliers.read' },
    ],
  },
  {
    name: 'partners',
    entries: [
      {
        name: 'integrators',
        href: routes.integrators(),
        icon: <Building2 />,
        shortcut: 'g i',
        permission: 'integrators.read',
      },
      { name: 'webhooks', href: routes.webhooks(), icon: <Webhook />, shortcut: 'g w', permission: 'webhooks.read' },
    ],
  },
  {
    name: 'admin',
    entries: [
      { name: 'team', href: routes.team(), icon: <Users />, shortcut: 'g m', permission: 'team.read' },
      { name: 'activity', href: routes.activity(), icon: <ScrollText />, shortcut: 'g a', permission: 'activity.read' },
      { name: 'settings', href: routes.settings(), icon: <Settings />, shortcut: 'g e', permission: 'settings.read' },
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
  isAllowed: (permission: Permission) => boolean,
): NavGroup[] {
  const directoryItems = otherDirectories.map((kind) => {
    return { href: routes.directory(pathOf(directories[kind])).list(), label: titleOf(kind), icon: <FolderOpen /> };
  });
  return groups
    .map(({ name, entries }) => ({
      label: t(`groups.${name}`),
      items: [
        ...entries
          .filter(({ permission }) => isAllowed(permission))
          .map(({ name: entry, href, icon, badge, shortcut }) => ({ href, label: t(entry), icon, badge, shortcut })),
        ...(name === 'coupons' && isAllowed('coupons.read') ? directoryItems : []),
      ],
    }))
    .filter(({ items }) => items.length > 0);
}
