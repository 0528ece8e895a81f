import {
  type Directory,
  type DirectoryKind,
  directories,
  directoryKinds,
  type PathOf,
  pathOf,
} from '@/lib/core/entities/directory';
import type { Actor } from './actor';
import { can, type Permission } from './permissions';

type Directories = (typeof directories)[DirectoryKind];
type Linked = Extract<Directories, { isLinked: true }>;
type DirectoryPage = `/${PathOf<Directories>}` | `/${PathOf<Linked>}/${'[id]' | 'import'}`;

/** The pages of a directory; those of an entry and of an import are there when coupons can be limited to it. */
export const directoryPages = <K extends DirectoryKind>(kind: K) => {
  const list = `/${pathOf<(typeof directories)[K]>(directories[kind])}` as const;
  return { list, entry: `${list}/[id]`, import: `${list}/import` } as const;
};

const pagesOfDirectories = Object.fromEntries(
  directoryKinds.flatMap((kind) => {
    const { isLinked }: Directory = directories[kind];
    const { list, entry, import: importing } = directoryPages(kind);
    return [
      [list, 'coupons.read'],
      ...(isLinked
        ? [
            [entry, 'coupons.read'],
            [importing, 'coupons.write'],
          ]
        : []),
    ];
  }),
) as Record<DirectoryPage, 'coupons.read' | 'coupons.write'>;

/** What each page of the desk needs, keyed by its folder below `app/(desk)`; null is for everybody who is signed in. */
export const pagePermissions = {
  '/': 'sales.read',
  '/sell': 'sales.sell',
  '/sales': 'sales.read',
  '/sales/damaged-pin': 'sales.sell',
  '/sales/[id]': 'sales.read',
  '/reports': 'sales.read',
  '/customers': 'sales.read',
  '/customers/[id]': 'sales.read',
  '/shifts': 'sales.sell',
  '/shifts/[id]': 'sales.sell',
  '/code-check': 'redemptions.explain',
  '/approvals': 'sales.read',
  '/coupons': 'coupons.read',
  '/coupons/bin': 'coupons.read',
  '/coupons/import': 'coupons.write',
  '/coupons/new': 'coupons.write',
  '/coupons/[id]': 'coupons.read',
  '/coupons/[id]/edit': 'coupons.write',
  '/coupons/[id]/activity': 'activity.read',
  '/coupons/[id]/user-groups': 'coupons.read',
  '/coupons/[id]/tvod-prices': 'coupons.read',
  '/coupons/[id]/statistics': 'coupons.read',
  '/coupons/[id]/codes': 'coupons.read',
  '/coupons/[id]/codes/batches': 'coupons.read',
  '/coupons/[id]/codes/issue': 'coupons.write',
  '/coupons/[id]/codes/import': 'coupons.write',
  '/redemptions': 'redemptions.read',
  '/redemptions/[id]': 'redemptions.read',
  ...pagesOfDirectories,
  '/statistics': 'coupons.read',
  '/products': 'products.read',
  '/products/new': 'products.write',
  '/products/import': 'products.write',
  '/products/[id]': 'products.read',
  '/suppliers': 'suppliers.read',
  '/suppliers/comparisons': 'money.read',
  '/integrators': 'integrators.read',
  '/integrators/[id]': 'integrators.read',
  '/integrators/[id]/statement': 'integrators.read',
  '/webhooks': 'webhooks.read',
  '/webhooks/[id]': 'webhooks.read',
  '/requests': 'requests.read',
  '/requests/[id]': 'requests.read',
  '/customers/data': 'customers.manage',
  '/customers/import': 'customers.manage',
  '/team': 'team.read',
  '/team/roles': 'team.read',
  '/team/limits': 'limits.lift',
  '/activity': 'activity.read',
  '/security': 'security.read',
  '/settings': 'settings.read',
  '/settings/messages': 'settings.read',
  '/settings/security': 'settings.read',
  '/settings/limits': 'settings.read',
  '/settings/retention': 'settings.read',
  '/partner': 'partner.read',
  '/partner/statement': 'partner.read',
  '/partner/sales': 'partner.read',
  '/partner/coupons': 'partner.read',
  '/partner/redemptions': 'partner.read',
  '/partner/webhooks': 'partner.read',
  '/partner/webhooks/[id]': 'partner.read',
  '/partner/requests': 'partner.read',
  '/partner/requests/[id]': 'partner.read',
  '/exports': null,
  '/account': null,
} as const satisfies Record<string, Permission | null>;

export type DeskPage = keyof typeof pagePermissions;
/** The pages that are not for everybody. */
export type GuardedPage = { [P in DeskPage]: (typeof pagePermissions)[P] extends Permission ? P : never }[DeskPage];
export const deskPages = Object.keys(pagePermissions) as DeskPage[];

/** Whether the page is for the actor. */
export function canOpen(actor: Actor, page: DeskPage): boolean {
  const permission = pagePermissions[page];
  return permission === null || can(actor, permission);
}

const isPage = (path: string): path is DeskPage => Object.hasOwn(pagePermissions, path);
const withId = deskPages
  .filter((page) => page.includes('[id]'))
  .map((page) => ({ page, pattern: new RegExp(`^${page.replaceAll('[id]', '[^/]+')}$`) }));

/**
 * What the page of an address needs, for the status of its answer alone: a page decides itself what it shows, and has begun
 * to answer with 200 by then. The browser tests compare the two.
 */
export function permissionOfPage(target: string): Permission | null {
  const path = pathOfTarget(target);
  const page = isPage(path) ? path : withId.find(({ pattern }) => pattern.test(path))?.page;
  return page ? pagePermissions[page] : null;
}

/** Whether the page of an address is not for somebody who is signed in: its answer is 403. */
export function isForbiddenPage(user: Actor, target: string): boolean {
  const permission = permissionOfPage(target);
  return permission !== null && !can(user, permission) && !isLedOn(user, target);
}

const pathOfTarget = (target: string) => (target.split('?')[0] ?? '').replace(/(.)\/+$/, '$1');

/** From the desk's first page a partner is led to their own: it is not refused. */
export const isLedOn = (actor: Actor, target: string): boolean =>
  actor.kind === 'user' && actor.role === 'partner' && pathOfTarget(target) === '/';
