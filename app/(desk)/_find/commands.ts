import { routes } from '@/lib/core/routes';
import { type DeskPage, pagePermissions } from '@/lib/platform/context/page-permissions';

type Command = {
  page: DeskPage;
  href: string;
  /** It begins something, where the others are pages. */
  begins?: true;
};

/** What can be begun, and pages without an entry in the navigation; their words are `find.commands`. */
export const commands = {
  newCoupon: { page: '/coupons/new', href: routes.newCoupon(), begins: true },
  newProduct: { page: '/products/new', href: routes.newProduct(), begins: true },
  closeShift: { page: '/shifts', href: routes.shifts(), begins: true },
  invite: { page: '/team', href: routes.team(), begins: true },
  damagedPin: { page: '/sales/damaged-pin', href: routes.damagedPin(), begins: true },
  waitingSales: { page: '/sales', href: routes.salesForPerson() },
  couponBin: { page: '/coupons/bin', href: routes.couponBin() },
  comparisons: { page: '/suppliers/comparisons', href: routes.comparisons() },
  ownRoles: { page: '/team/roles', href: routes.roles() },
  reachedLimits: { page: '/team/limits', href: routes.reachedLimits() },
  messageSettings: { page: '/settings/messages', href: routes.messageSettings() },
  securitySettings: { page: '/settings/security', href: routes.securitySettings() },
  limitSettings: { page: '/settings/limits', href: routes.limitSettings() },
  retentionSettings: { page: '/settings/retention', href: routes.retentionSettings() },
  exports: { page: '/exports', href: routes.exports() },
  account: { page: '/account', href: routes.account() },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as CommandName[];

/** Those whose page the person can open. */
export const allowedCommands = (canOpen: (page: DeskPage) => boolean): CommandName[] =>
  commandNames.filter((name) => pagePermissions[commands[name].page] === null || canOpen(commands[name].page));
