'use client';

import { SearchField } from '@heroui/react/search-field';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { deskClient, read } from '@/app/session/desk-client';
import { Dialog } from '@/components/dialog';
import { InAppLinks } from '@/components/in-app-links';
import type { NavGroup } from '@/components/nav-list';
import { useHeldDuringPress } from '@/components/use-held-during-press';
import type { CommandName } from './commands';
import { keepRecent, readRecent } from './recent';
import { type Entry, usePlaceEntries, useThingEntries } from './use-entries';

const settle = 200;

export type FindDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  userId: number;
  groups: NavGroup[];
  commands: CommandName[];
  /** May issue codes of a coupon that was found. */
  canIssue: boolean;
};

/** Finds anything that a text names: what is typed or pasted is sent once typing has settled, and is in no address. */
export default function FindDialog({ isOpen, onOpenChange, userId, groups, commands, canIssue }: FindDialogProps) {
  const t = useTranslations('find');
  const [text, setText] = useState('');
  const typed = text.trim();
  const { things, isReading, isFailed } = useThings(typed);
  const entriesOf = useThingEntries(canIssue, groups);
  const placesFor = usePlaceEntries(groups, commands);
  const recent = readRecent(userId).map((entry) => ({
    ...entry,
    id: `recent ${entry.href}`,
    detail: t('of.recent'),
    isPlain: true,
  }));
  const found = typed === '' ? recent : [...placesFor(typed), ...entriesOf(things)];
  const entries = useHeldDuringPress(found);

  const open = (entry: Entry) => {
    if (entry.isPlain) keepRecent(userId, { href: entry.href, label: entry.label });
    onOpenChange(false);
    setText('');
  };

  return (
    <Dialog title={t('title')} isOpen={isOpen} onOpenChange={onOpenChange} size="lg" isAtTop>
      <InAppLinks>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <SearchField aria-label={t('label')} autoFocus className="w-full" maxLength={254}>
            <SearchField.Group className="h-11 w-full">
              <SearchField.SearchIcon className="ms-2.5" />
              <SearchField.Input placeholder={t('placeholder')} className="w-full min-w-0" />
              {text !== '' && <SearchField.ClearButton aria-label={t('clear')} />}
            </SearchField.Group>
          </SearchField>
          <ListBox
            aria-label={typed === '' ? t('recent') : t('results')}
            items={entries}
            className="mt-3 flex max-h-[60dvh] flex-col gap-0.5 overflow-y-auto outline-none"
            renderEmptyState={() => <Nothing typed={typed} isReading={isReading} isFailed={isFailed} />}
          >
            {(entry: Entry) => (
              <ListBoxItem
                id={entry.id}
                href={entry.href}
                textValue={`${entry.label}, ${entry.detail}`}
                onAction={() => open(entry)}
                className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 rounded-lg px-3 py-1.5 outline-none data-[focused]:bg-accent-soft data-[hovered]:bg-default"
              >
                <span className="min-w-0 font-medium wrap-anywhere">{entry.label}</span>
                <span className="min-w-0 text-13 text-muted wrap-anywhere">{entry.detail}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
      </InAppLinks>
      <p role="status" className="sr-only">
        {typed !== '' && !isReading && t('count', { count: entries.length })}
      </p>
      {isFailed && entries.length > 0 && <p className="mt-2 text-13 text-danger">{t('failed')}</p>}
    </Dialog>
  );
}

function Nothing({ typed, isReading, isFailed }: { typed: string; isReading: boolean; isFailed: boolean }) {
  const t = useTranslations('find');
  const words = isFailed ? t('failed') : isReading ? t('reading') : t('nothing', { typed });
  return <p className="px-3 py-2 text-13 text-muted text-pretty">{typed === '' ? t('hint') : words}</p>;
}

function useThings(typed: string) {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), typed === '' ? 0 : settle);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useQuery({
    queryKey: ['find', asked],
    queryFn: ({ signal }) => read(deskClient.find.$post({ json: { text: asked } }, { init: { signal } })),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    // What was looked for may be a code: it stays in memory no longer than it is shown.
    gcTime: 0,
  });
  const isOutdated = asked !== typed || query.isPlaceholderData;
  return {
    things: typed === '' || isOutdated ? [] : (query.data?.things ?? []),
    isReading: typed !== '' && (isOutdated || query.isPending) && !query.isError,
    isFailed: asked === typed && query.isError,
  };
}
