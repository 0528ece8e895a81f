'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, LinkIcon } from './link';
import { scrollWithin } from './scroll-within';
import { useShortcut } from './shortcuts';

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  /** Next to the label, such as a count with its unit. */
  badge?: ReactNode;
  /** Two keys in a row: `g s`. */
  shortcut?: string;
};

export type NavGroup = { label: string; items: NavItem[] };

type NavListProps = {
  groups: NavGroup[];
  label: string;
  /** Icons only, below 1024 px. */
  isCollapsed?: boolean;
  hasShortcuts?: boolean;
  onNavigate?: () => void;
};

export function NavList({ groups, label, isCollapsed = false, hasShortcuts = false, onNavigate }: NavListProps) {
  const pathname = usePathname();
  const all = groups.flatMap((group) => group.items);
  return (
    <nav
      aria-label={label}
      className={`flex-1 overflow-y-auto px-2 pb-4 ${isCollapsed ? 'max-lg:overflow-visible' : ''}`}
    >
      {groups.map((group) => (
        <div key={group.label} className="mt-4 first:mt-1">
          <h2 className={`px-2 pb-1 text-xs font-medium text-muted ${isCollapsed ? 'max-lg:sr-only' : ''}`}>
            {group.label}
          </h2>
          <ul className="flex flex-col gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink
                  item={item}
                  isCurrent={isCurrent(item, pathname, all)}
                  isCollapsed={isCollapsed}
                  keys={hasShortcuts ? (item.shortcut ?? null) : null}
                  onNavigate={onNavigate}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The current page's address begins with it, and with no longer one. */
function isCurrent(item: NavItem, pathname: string, all: NavItem[]): boolean {
  const fits = ({ href }: NavItem) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
  if (!fits(item)) return false;
  return all.every((other) => !fits(other) || other.href.length <= item.href.length);
}

type NavLinkProps = {
  item: NavItem;
  isCurrent: boolean;
  isCollapsed: boolean;
  keys: string | null;
  onNavigate: (() => void) | undefined;
};

function NavLink({ item, isCurrent: current, isCollapsed, keys, onNavigate }: NavLinkProps) {
  const t = useTranslations('common.shortcuts');
  const link = useRef<HTMLAnchorElement>(null);
  // A press, so that a form with changes asks before the page is left.
  useShortcut(keys, t('goTo', { place: item.label }), () => link.current?.click());
  // In a low window the list scrolls, and the current entry may be out of view. The page itself stays where it is.
  useEffect(() => {
    const list = link.current?.closest('nav');
    if (current && link.current && list) scrollWithin(list, link.current);
  }, [current]);
  return (
    <Link
      ref={link}
      href={item.href}
      {...(onNavigate ? { onNavigate } : {})}
      aria-current={current ? 'page' : undefined}
      {...(isCollapsed ? { 'data-tip': item.label } : {})}
      className={`relative flex h-11 items-center gap-2.5 rounded-lg px-2 font-medium text-default-soft-foreground scroll-my-4 outline-offset-0 hover:bg-default hover:text-foreground aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-soft-foreground md:h-8 ${isCollapsed ? 'collapsed-tip max-lg:h-10 max-lg:justify-center' : ''}`}
    >
      <LinkIcon>{item.icon}</LinkIcon>
      <span className={isCollapsed ? 'max-lg:sr-only' : ''}>{item.label}</span>
      {item.badge && (
        <span className={`ml-auto ${isCollapsed ? 'max-lg:absolute max-lg:-top-1 max-lg:right-0' : ''}`}>
          {item.badge}
        </span>
      )}
    </Link>
  );
}
