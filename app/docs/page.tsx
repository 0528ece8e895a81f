import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { app } from '@/lib/api/app';
import { readGuides } from '@/lib/api/guides/read-guides';
import { type Operation, readReference } from '@/lib/api/reference/read-reference';
import { CallIndex } from './call-index';
import { DocsHeader } from './docs-header';
import { GuideList } from './guide-list';
import { Paragraphs } from './paragraphs';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs');
  return { title: t('pageTitle') };
}

/** Public: it describes the API and reads no data. The calls themselves are on the pages of their groups. */
export default async function DocsPage() {
  const t = await getTranslations('docs');
  const reference = readReference(app);
  const groups = reference.groups.map(({ id, name, description, operations }) => ({
    id,
    name,
    description: <Paragraphs text={description} className="mt-1 text-muted" />,
    calls: operations.map((operation) => ({
      id: operation.id,
      method: operation.method,
      path: operation.path,
      summary: operation.summary,
      haystack: haystackOf(operation),
    })),
  }));
  return (
    <>
      <DocsHeader title={t('pageTitle')} />
      <main className="mx-auto flex w-full max-w-[1200px] flex-col gap-8 px-4 py-6 lg:px-6">
        <div className="flex flex-col gap-3">
          <h1 className="text-2xl font-semibold tracking-tight">{reference.title}</h1>
          <p className="flex flex-wrap gap-x-4 text-13 text-muted">
            <span>{t('version', { version: reference.version })}</span>
            <a href="/api/openapi.json" className="text-link">
              {t('openapi')}
            </a>
          </p>
          <section aria-labelledby="guides" className="card flex flex-col gap-2 p-4">
            <h2 id="guides" className="font-semibold">
              {t('guides')}
            </h2>
            <GuideList guides={readGuides()} className="lg:columns-2" />
          </section>
          <Paragraphs text={reference.description} />
        </div>
        <CallIndex groups={groups} />
      </main>
    </>
  );
}

function haystackOf({ method, path, summary, description, parameters, body }: Operation): string {
  const names = [...parameters, ...(body?.fields ?? [])].map((field) => field.name);
  return [method, path, summary, description, ...names].join(' ').toLowerCase();
}
