import { useTranslations } from 'next-intl';
import { Link } from '@/components/link';
import type { Guide } from '@/lib/api/guides/read-guides';
import { routes } from '@/lib/core/routes';

type GuideListProps = { guides: Pick<Guide, 'slug' | 'title'>[]; current?: string; className?: string };

export function GuideList({ guides, current, className = '' }: GuideListProps) {
  const t = useTranslations('docs');
  return (
    <nav aria-label={t('guides')} className={className}>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 lg:flex-col">
        {guides.map(({ slug, title }) => (
          <li key={slug}>
            <Link
              href={routes.guide(slug)}
              aria-current={slug === current ? 'page' : undefined}
              className={`inline-block rounded-sm py-1 ${slug === current ? 'font-semibold' : 'text-link'}`}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
