import { breadcrumbsVariants } from '@heroui/styles';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from './link';
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
      {breadcrumb && breadcrumb.length > 0 && <Breadcrumb levels={breadcrumb} />}
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            {badge}
          </div>
          {subtitle && <p className="mt-1 max-w-prose text-muted">{subtitle}</p>}
        </div>
        {(action || (menu && menu.length > 0)) && (
          <div className="no-print flex flex-wrap items-center gap-2">
            {action}
            {menu && <MenuButton label={t('more')} actions={menu} look="secondary" />}
          </div>
        )}
      </div>
    </header>
  );
}

const style = breadcrumbsVariants();

/** Links of Next that look like HeroUI's breadcrumbs, whose last level cannot be a link. */
function Breadcrumb({ levels }: { levels: { label: string; href: string }[] }) {
  const t = useTranslations('common');
  return (
    <nav aria-label={t('breadcrumb')} className="no-print">
      <ol className={style.base({ className: 'flex-wrap gap-y-0' })}>
        {levels.map((level, index) => (
          <li key={level.href} className={style.item()}>
            {index > 0 && <ChevronRight aria-hidden className={style.separator()} />}
            <Link href={level.href} className={style.link()}>
              {level.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
