'use client';

import { useTranslations } from 'next-intl';
import type { NavGroup } from '@/components/nav-list';
import { formatPaisa } from '@/lib/core/money';
import { formatContact } from '@/lib/core/phone';
import { routes } from '@/lib/core/routes';
import type { FoundThing } from '@/lib/domain/finding/find-anything';
import { entryAddress } from '../entry-address';
import { type CommandName, commands } from './commands';

/** A line of the list. */
export type Entry = {
  id: string;
  href: string;
  label: string;
  /** What it is, and what tells it from others. */
  detail: string;
  /** It says nothing about a customer, and may be remembered in the browser. */
  isPlain: boolean;
};

/** The words of what was found, and the way there. */
export function useThingEntries(canIssue: boolean, groups: NavGroup[]): (things: FoundThing[]) => Entry[] {
  const t = useTranslations('find');
  const stateOfSale = useTranslations('sales.states');
  const stateOfCoupon = useTranslations('coupons.value.state');

  const pages = groups.flatMap(({ items }) => items);
  // The bin of coupons has no entry of its own in the navigation.
  const titleOf = (list: string) =>
    (pages.find(({ href }) => href === list) ?? pages.find(({ href }) => list.startsWith(`${href}/`)))?.label ?? list;

  const entryOf = (thing: FoundThing): Omit<Entry, 'id' | 'isPlain'> & { isPlain?: false } => {
    switch (thing.kind) {
      case 'coupon':
        return {
          href: routes.coupon(thing.id),
          label: thing.name,
          detail: t('of.coupon', { state: stateOfCoupon(thing.state) }),
        };
      case 'code':
        return {
          href: routes.redemptions({ codeId: thing.id }),
          label: `••••-${thing.lastFour}`,
          detail: t('of.code', { coupon: thing.couponName }),
          isPlain: false,
        };
      case 'sale': {
        const price = formatPaisa(thing.amountPaisa);
        return {
          href: routes.sale(thing.id),
          label: t('sale', { id: thing.id }),
          detail: t('of.sale', { product: thing.productName, price, state: stateOfSale(thing.state) }),
        };
      }
      case 'customer':
        return {
          href: routes.customerOfSale(thing.saleId, { by: thing.by }),
          label: formatContact(thing.contact),
          detail: t('of.customer', { count: thing.sales }),
          isPlain: false,
        };
      case 'redemption':
        return {
          href: routes.redemption(thing.id),
          label: t('redemption', { id: thing.id }),
          detail: t('of.redemption', { coupon: thing.couponName }),
        };
      case 'user':
        return {
          href: routes.redemptions({ user: thing.user }),
          label: thing.user,
          detail: t('of.user'),
          isPlain: false,
        };
      case 'person':
        return {
          href: routes.teamWith({ search: thing.email }),
          label: thing.name,
          detail: t('of.person', { email: thing.email }),
        };
      case 'integrator':
        return { href: routes.integrator(thing.id), label: thing.name, detail: t('of.integrator') };
      case 'request':
        return {
          href: routes.request(thing.id),
          label: `${thing.method} ${thing.path}`,
          detail: t('of.request', { status: thing.status, integrator: thing.integratorName }),
          isPlain: false,
        };
      case 'product':
        return {
          href: routes.product(thing.id),
          label: thing.name,
          detail: t('of.product', { price: formatPaisa(thing.amountPaisa) }),
        };
      case 'view':
        return { href: thing.address, label: thing.name, detail: t('of.view', { list: titleOf(thing.list) }) };
      default:
        return { href: entryAddress(thing.kind, thing.id), label: thing.name, detail: t(`of.${thing.kind}`) };
    }
  };

  return (things) => {
    const coupon = things.find((thing) => thing.kind === 'coupon');
    const entries = things.map((thing) => {
      const entry = entryOf(thing);
      return { isPlain: true, ...entry, id: `${thing.kind} ${entry.href}` };
    });
    if (!coupon || !canIssue) return entries;
    const issue = {
      href: routes.issueCodes(coupon.id),
      label: t('issue', { coupon: coupon.name }),
      detail: t('of.command'),
    };
    return [...entries, { ...issue, id: `command ${issue.href}`, isPlain: true }];
  };
}

/** The pages of the navigation and what can be begun, by words that are in their names. */
export function usePlaceEntries(groups: NavGroup[], names: CommandName[]): (text: string) => Entry[] {
  const t = useTranslations('find');
  const places = [
    ...names.map((name) => ({
      href: commands[name].href,
      label: t(`commands.${name}`),
      detail: t('begins' in commands[name] ? 'of.command' : 'of.place'),
    })),
    ...groups.flatMap(({ label: group, items }) =>
      items.map(({ href, label }) => ({ href, label, detail: t('of.page', { group }) })),
    ),
  ].map((place) => ({ ...place, id: `place ${place.label}`, isPlain: true }));
  return (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const fitting = places.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
    const begins = ({ label }: Entry) => label.toLowerCase().startsWith(words[0] ?? '');
    return fitting.sort((one, other) => Number(begins(other)) - Number(begins(one))).slice(0, 5);
  };
}
