import { useTranslations } from 'next-intl';
import { Link } from '@/components/link';
import { ThemeMenu } from '@/components/theme-menu';
import { routes } from '@/lib/core/routes';

/** On top of the reference and of every guide: the way back to the desk, and where one is. */
export function DocsHeader({ title }: { title: string }) {
  const t = useTranslations('docs');
  return (
    <header className="sticky top-0 z-10 border-b border-border bg-background">
      <div className="mx-auto flex h-14 w-full max-w-[1200px] items-center gap-3 px-4 lg:px-6">
        <Link href={routes.today()} className="rounded-sm font-semibold hover:underline">
          {t('back')}
        </Link>
        <span className="truncate text-muted">{title}</span>
        <div className="ms-auto">
          <ThemeMenu />
        </div>
      </div>
    </header>
  );
}
