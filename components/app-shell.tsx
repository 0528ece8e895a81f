'use client';

import { Menu, X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { AccountMenu } from './account-menu';
import { AppMark } from './app-mark';
import { buttonStyle, IconButton } from './button';
import { EnvironmentLabel, type EnvironmentProps } from './environment-label';
import { FindButton, useFindKeys } from './find-button';
import { Link } from './link';
import { NativeMenu } from './native-menu';
import { type NavGroup, NavList } from './nav-list';
import { ThemeMenu } from './theme-menu';
import { whenNeeded } from './when-needed';

export type AppShellProps = {
  appName: string;
  homeHref: string;
  /** Only what this person has access to. */
  groups: NavGroup[];
  environment: EnvironmentProps;
  user: { name: string; detail: string };
  /** A server action or a function; it ends by going to the sign-in page. */
  onSignOut: () => void | Promise<void>;
  accountHref?: string;
  apiReferenceHref?: string;
  /** Opens what finds anything; for anyone who can find things here. */
  onFind?: () => void;
  children: ReactNode;
};

const NavDrawer = whenNeeded(() => import('./nav-drawer').then((module) => module.NavDrawer));

export function AppShell(props: AppShellProps) {
  const { appName, homeHref, groups, environment, onFind, children } = props;
  const t = useTranslations('common.shell');
  const pathname = usePathname();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  useFindKeys(onFind);
  const [shownPage, setShownPage] = useState(pathname);
  // Going anywhere closes the drawer.
  if (shownPage !== pathname) {
    setShownPage(pathname);
    setDrawerOpen(false);
  }

  const foot = (isCollapsed: boolean) => (
    <div className="flex flex-col gap-2 border-t border-border p-2">
      <EnvironmentLabel {...environment} isCollapsed={isCollapsed} />
      <div className={`flex items-center gap-1 ${isCollapsed ? 'max-lg:flex-col' : ''}`}>
        <AccountMenu {...props} isCollapsed={isCollapsed} />
        <ThemeMenu />
      </div>
    </div>
  );

  return (
    <div className="md:grid md:grid-cols-[56px_minmax(0,1fr)] lg:grid-cols-[240px_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="fixed start-2 top-2 z-50 -translate-y-20 rounded-lg bg-accent px-3 py-2 font-medium text-accent-foreground focus:translate-y-0"
      >
        {t('skip')}
      </a>

      <aside className="no-print sticky top-0 hidden h-dvh flex-col border-e border-border bg-surface md:flex">
        <AppName name={appName} href={homeHref} isCollapsed />
        {onFind && <FindButton onPress={onFind} isWide />}
        <NavList groups={groups} label={t('navigation')} isCollapsed hasShortcuts />
        {foot(true)}
      </aside>

      <header className="no-print sticky top-0 z-30 border-b border-border bg-surface md:hidden">
        {environment.isSandbox && <div aria-hidden className="stripes h-1" />}
        <div className="flex h-13 items-center gap-2 px-2">
          <NativeMenu
            label={t('openMenu')}
            trigger={<Menu />}
            triggerClass={buttonStyle({ look: 'quiet' }, true)}
            panelClass="fixed inset-x-0 top-13 bottom-0 border-t border-border pt-2"
            panel={(close) => <NavList groups={groups} label={t('navigation')} onNavigate={close} />}
          >
            <IconButton
              label={t('openMenu')}
              icon={<Menu />}
              onPress={() => setDrawerOpen(true)}
              aria-expanded={isDrawerOpen}
            />
          </NativeMenu>
          <AppName name={appName} href={homeHref} />
          {onFind && (
            <span className="ms-auto">
              <FindButton onPress={onFind} />
            </span>
          )}
        </div>
      </header>
      <NavDrawer isOpen={isDrawerOpen} onOpenChange={setDrawerOpen} label={t('navigation')}>
        <div className="flex h-13 shrink-0 items-center justify-between ps-2 pe-2">
          <AppName name={appName} href={homeHref} />
          <IconButton label={t('closeMenu')} icon={<X />} onPress={() => setDrawerOpen(false)} />
        </div>
        <NavList groups={groups} label={t('navigation')} />
        {foot(false)}
      </NavDrawer>

      <main id="content" tabIndex={-1} className="min-w-0 px-4 py-5 outline-none md:px-8 md:py-7">
        {children}
      </main>
    </div>
  );
}

function AppName({ name, href, isCollapsed = false }: { name: string; href: string; isCollapsed?: boolean }) {
  return (
    <Link
      href={href}
      className={`flex h-13 shrink-0 items-center gap-2.5 rounded-lg px-2 font-semibold tracking-tight -outline-offset-4 ${isCollapsed ? 'ms-2 max-lg:justify-center max-lg:ms-0' : ''}`}
    >
      <AppMark />
      <span className={isCollapsed ? 'max-lg:sr-only' : ''}>{name}</span>
    </Link>
  );
}
