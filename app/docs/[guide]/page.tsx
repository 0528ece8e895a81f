import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import NotFoundPage from '@/app/not-found';
import { Link } from '@/components/link';
import { type Guide, readGuides } from '@/lib/api/guides/read-guides';
import { routes } from '@/lib/core/routes';
import { sayMissing } from '@/lib/platform/process/missing-page';
import { DocsHeader } from '../docs-header';
import { GuideList } from '../guide-list';
import { Markdown } from './markdown';

type Page = { params: Promise<{ guide: string }> };

/** Null where there is none, and then the answer is 404. */
async function readPage({ params }: Page): Promise<Guide | null> {
  const { guide: slug } = await params;
  const guide = readGuides().find((one) => one.slug === slug);
  if (!guide) sayMissing();
  return guide ?? null;
}

export async function generateMetadata(page: Page): Promise<Metadata> {
  const t = await getTranslations('common');
  return { title: (await readPage(page))?.title ?? t('notFound.title') };
}

/** Public, like the reference: a text of docs/guides. */
export default async function GuidePage(page: Page) {
  const t = await getTranslations('docs');
  const guide = await readPage(page);
  if (!guide) return <NotFoundPage />;
  const { slug, title, text } = guide;
  return (
    <>
      <DocsHeader title={title} />
      <div className="mx-auto flex w-full max-w-[1200px] flex-col gap-8 px-4 py-6 lg:flex-row lg:px-6">
        <aside className="flex flex-col gap-3 text-13 lg:sticky lg:top-20 lg:w-56 lg:shrink-0 lg:self-start">
          <GuideList guides={readGuides()} current={slug} />
          <Link href={routes.apiReference()} className="text-link">
            {t('pageTitle')}
          </Link>
        </aside>
        <main className="min-w-0 max-w-3xl flex-1">
          <Markdown text={text} />
        </main>
      </div>
    </>
  );
}
