import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type MenuAction, MenuButton } from './menu-button';

type PageHeaderProps = {
  title: ReactNode;
  /** One line of what this is, only when the title does not say it. */
  subtitle?: ReactNode;
  /** The levels above this one; leave out on the first level. */
  breadcrumb?: { label: string; href: string }[];
  /** A StatusBadge next to the title. */
  badge?: ReactNode;
  /** At most one primary action. The rest goes into `menu`. */
  action?: ReactNode;
  menu?: MenuAction[];
};

export function PageHeader({ title, subtitle, breadcrumb, badge, action, menu }: PageHeaderProps) {
  const t = useTranslations('common');
  return (
    <header className="mb-6 flex flex-col gap-2">
      {breadcrumb && breadcrumb.length > 0 && (
        <nav aria-label={t('breadcrumb')} className="no-print">
          <ol className="flex flex-wrap items-center gap-1 text-13 text-muted">
            {breadcrumb.map((level, index) => (
              <li key={level.href} className="flex items-center gap-1">
                {index > 0 && <ChevronRight aria-hidden className="size-3.5" />}
                <Link href={level.href} className="rounded-sm py-0.5 hover:text-foreground hover:underline">
                  {level.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            {badge}
          </div>
          {subtitle && <p className="mt-1 max-w-prose text-muted">{subtitle}</p>}
        </div>
        {(action || (menu && menu.length > 0)) && (
          <div className="no-print flex items-center gap-2">
            {action}
            {menu && <MenuButton label={t('more')} actions={menu} look="secondary" hasNativeLinks />}
          </div>
        )}
      </div>
    </header>
  );
}
