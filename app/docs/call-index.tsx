'use client';

import { Search, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useDeferredValue, useRef, useState } from 'react';
import { IconButton } from '@/components/button';
import { Link } from '@/components/link';
import { NothingFound } from '@/components/nothing-found';
import { useShortcut } from '@/components/shortcuts';
import { useTextBeforeHydration } from '@/components/use-hydrated';
import { routes } from '@/lib/core/routes';
import { MethodBadge } from './method-badge';

type ListedCall = { id: string; method: string; path: string; summary: string; haystack: string };
export type ListedGroup = { id: string; name: string; description: ReactNode; calls: ListedCall[] };

/**
 * Every call by its group, which a filter narrows down; each leads to its place on the page of its group. The filter is in the
 * address, so that Back finds it, and it is a form that works without scripts.
 */
export function CallIndex({ groups }: { groups: ListedGroup[] }) {
  const t = useTranslations('docs');
  const [query, setQuery] = useState(useSearchParams().get('q') ?? '');
  const filter = (text: string) => {
    setQuery(text);
    window.history.replaceState(null, '', text === '' ? routes.apiReference() : routes.apiReference(text));
  };
  const wanted = useDeferredValue(query).toLowerCase().split(/\s+/).filter(Boolean);
  const shown = groups
    .map((group) => ({
      ...group,
      calls: group.calls.filter(({ haystack }) => wanted.every((word) => haystack.includes(word))),
    }))
    .filter((group) => group.calls.length > 0);
  const count = shown.reduce((sum, group) => sum + group.calls.length, 0);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Filter value={query} onChange={filter} />
        <p role="status" className="py-2 text-13 text-muted">
          {t('matches', { count })}
        </p>
      </div>
      {shown.map((group) => (
        <section key={group.id} id={group.id} aria-labelledby={`${group.id}-title`} className="flex flex-col gap-3">
          <header>
            <h2 id={`${group.id}-title`} className="text-lg font-semibold tracking-tight">
              <Link href={routes.callsReference(group.id)} className="rounded-sm hover:underline">
                {group.name}
              </Link>
            </h2>
            {group.description}
          </header>
          <ul className="card divide-y divide-separator">
            {group.calls.map((call) => (
              <li key={call.id} id={call.id}>
                <Link
                  href={routes.callsReference(group.id, call.id)}
                  className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2 hover:bg-surface-hover"
                >
                  <MethodBadge method={call.method} small />
                  <span className="font-medium">{call.summary}</span>
                  <code className="text-13 text-muted wrap-anywhere">{call.path}</code>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {count === 0 && (
        <NothingFound searched={[query]} clear={{ href: routes.apiReference(), onFollow: () => filter('') }} />
      )}
    </div>
  );
}

function Filter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('docs');
  const id = useTextBeforeHydration(onChange);
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', t('filter'), () => input.current?.focus());
  return (
    <form
      action={routes.apiReference()}
      onSubmit={(event) => event.preventDefault()}
      className="flex w-full flex-col gap-1 sm:w-80"
    >
      <label htmlFor={id} className="text-13 font-medium">
        {t('filter')}
      </label>
      <div className="flex h-9 items-center gap-2 rounded-lg border border-field-border bg-field px-2.5 focus-within:border-focus focus-within:ring-1 focus-within:ring-focus">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          id={id}
          ref={input}
          name="q"
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
    </form>
  );
}
