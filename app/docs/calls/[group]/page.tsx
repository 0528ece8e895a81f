import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import NotFoundPage from '@/app/not-found';
import { Link } from '@/components/link';
import { app } from '@/lib/api/app';
import { type Group, type Reference, readReference } from '@/lib/api/reference/read-reference';
import { routes } from '@/lib/core/routes';
import { sayMissing } from '@/lib/platform/process/missing-page';
import { DocsHeader } from '../../docs-header';
import { MethodBadge } from '../../method-badge';
import { OperationSection } from '../../operation-section';
import { Paragraphs } from '../../paragraphs';
import { publicOrigin } from '../../public-origin';

type Page = { params: Promise<{ group: string }> };

/** `group` is null where there is none, and then the answer is 404. */
async function readPage({ params }: Page): Promise<{ group: Group | null; reference: Reference }> {
  const { group: id } = await params;
  const reference = readReference(app);
  const group = reference.groups.find((one) => one.id === id) ?? null;
  if (!group) sayMissing();
  return { group, reference };
}

export async function generateMetadata(page: Page): Promise<Metadata> {
  const { group, reference } = await readPage(page);
  if (group) return { title: `${group.name} · ${reference.title}` };
  const t = await getTranslations('common');
  return { title: t('notFound.title') };
}

/** Public, like the list of all calls: those of one group, whole. */
export default async function CallsPage(page: Page) {
  const t = await getTranslations('docs');
  const { group, reference } = await readPage(page);
  if (!group) return <NotFoundPage />;
  const origin = await publicOrigin();
  return (
    <>
      <DocsHeader title={t('pageTitle')} />
      <div className="mx-auto flex w-full max-w-[1200px] flex-col gap-8 px-4 py-6 lg:flex-row lg:px-6">
        <aside className="lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:w-64 lg:shrink-0 lg:overflow-y-auto lg:py-2">
          <nav aria-label={t('contents')} className="hidden pb-6 lg:block">
            <Contents groups={reference.groups} current={group} />
          </nav>
          <details className="card p-3 lg:hidden">
            <summary className="font-medium">{t('contents')}</summary>
            <nav aria-label={t('contents')} className="mt-2">
              <Contents groups={reference.groups} current={group} />
            </nav>
          </details>
        </aside>
        <main className="flex min-w-0 flex-1 flex-col gap-4">
          <header>
            <h1 className="text-2xl font-semibold tracking-tight">{group.name}</h1>
            <Paragraphs text={group.description} className="mt-1 text-muted" />
          </header>
          {group.operations.map((operation) => (
            <OperationSection key={operation.id} operation={operation} origin={origin} />
          ))}
        </main>
      </div>
    </>
  );
}

/** The other groups, and the calls of the one on this page. */
function Contents({ groups, current }: { groups: Group[]; current: Group }) {
  const t = useTranslations('docs');
  return (
    <div className="flex flex-col gap-3">
      <Link href={routes.apiReference()} className="text-link text-13">
        {t('allCalls')}
      </Link>
      <ul className="flex flex-col gap-1">
        {groups.map((group) => (
          <li key={group.id}>
            <Link
              href={routes.callsReference(group.id)}
              aria-current={group === current ? 'page' : undefined}
              className="block rounded-sm py-1 text-13 font-semibold hover:underline"
            >
              {group.name}
            </Link>
            {group === current && (
              <ul className="pb-2">
                {group.operations.map((operation) => (
                  <li key={operation.id}>
                    <a
                      href={`#${operation.id}`}
                      className="flex items-start gap-2 rounded-sm py-1 text-13 text-muted hover:text-foreground"
                    >
                      <MethodBadge method={operation.method} small />
                      <span className="min-w-0">{operation.summary}</span>
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
