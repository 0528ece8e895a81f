'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useDeferredValue, useId, useRef, useState } from 'react';
import { IconButton } from '@/components/button';
import { NothingFound } from '@/components/nothing-found';
import { useShortcut } from '@/components/shortcuts';
import { routes } from '@/lib/core/routes';
import { MethodBadge } from './method-badge';

export type ListedOperation = { id: string; method: string; summary: string; haystack: string; content: ReactNode };
export type ListedGroup = { id: string; name: string; description: ReactNode; operations: ListedOperation[] };

/** The contents next to the calls, and the filter of both. */
export function ReferenceView({ intro, groups }: { intro: ReactNode; groups: ListedGroup[] }) {
  const t = useTranslations('docs');
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query).toLowerCase().split(/\s+/).filter(Boolean);
  const shown = groups
    .map((group) => ({
      ...group,
      operations: group.operations.filter(({ haystack }) => wanted.every((word) => haystack.includes(word))),
    }))
    .filter((group) => group.operations.length > 0);
  const count = shown.reduce((sum, group) => sum + group.operations.length, 0);
  return (
    <div className="mx-auto flex w-full max-w-[1200px] flex-col gap-8 px-4 py-6 lg:flex-row lg:px-6">
      <aside className="flex flex-col gap-3 lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:w-64 lg:shrink-0 lg:py-2">
        <Filter value={query} onChange={setQuery} />
        <p role="status" className="text-13 text-muted">
          {t('matches', { count })}
        </p>
        <nav aria-label={t('contents')} className="hidden min-h-0 flex-1 overflow-y-auto pb-6 lg:block">
          <Contents groups={shown} />
        </nav>
        <details className="card p-3 lg:hidden">
          <summary className="font-medium">{t('contents')}</summary>
          <nav aria-label={t('contents')} className="mt-2">
            <Contents groups={shown} />
          </nav>
        </details>
      </aside>
      <main className="flex min-w-0 flex-1 flex-col gap-10">
        {intro}
        {shown.map((group) => (
          <section key={group.id} id={group.id} aria-labelledby={`${group.id}-title`} className="flex flex-col gap-4">
            <header>
              <h2 id={`${group.id}-title`} className="text-xl font-semibold tracking-tight">
                {group.name}
              </h2>
              {group.description}
            </header>
            {group.operations.map((operation) => (
              <div key={operation.id}>{operation.content}</div>
            ))}
          </section>
        ))}
        {count === 0 && (
          <NothingFound searched={[query]} clear={{ href: routes.apiReference(), onFollow: () => setQuery('') }} />
        )}
      </main>
    </div>
  );
}

function Filter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('docs');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', t('filter'), () => input.current?.focus());
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-13 font-medium">
        {t('filter')}
      </label>
      <div className="flex h-9 items-center gap-2 rounded-lg border border-field-border bg-field px-2.5 focus-within:border-focus focus-within:ring-1 focus-within:ring-focus">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          id={id}
          ref={input}
          type="text"
          inputMode="search"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder={t('filterPlaceholder')}
          className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-field-placeholder"
        />
        {value !== '' && <IconButton size="sm" label={t('clearFilter')} icon={<X />} onPress={() => onChange('')} />}
      </div>
    </div>
  );
}

function Contents({ groups }: { groups: ListedGroup[] }) {
  return (
    <ul className="flex flex-col gap-4">
      {groups.map((group) => (
        <li key={group.id}>
          <a href={`#${group.id}`} className="block rounded-sm py-1 text-13 font-semibold hover:underline">
            {group.name}
          </a>
          <ul>
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
        </li>
      ))}
    </ul>
  );
}
