'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TableColumn } from '@/components/data-table-types';
import { Money } from '@/components/money';
import { type PriceItem, readPrices } from '../_directory/directory-kind';
import { DirectoryList, type DirectoryListProps } from '../_directory/directory-list';
import { entryColumns } from '../_directory/entry-columns';
import { EntryScreen, type EntryScreenProps } from '../_directory/entry-screen';
import { archiveTvodPriceAction, restoreTvodPriceAction } from './actions';
import { usePriceTerms } from './price-terms';
import { TvodPriceForm } from './tvod-price-form';

const actions = { archive: archiveTvodPriceAction, restore: restoreTvodPriceAction };

function ownColumns(t: ReturnType<typeof useTranslations<'directory'>>): TableColumn<PriceItem>[] {
  return [
    { id: 'type', header: t('column.type'), cell: ({ tvodType }) => t(`type.${tvodType}`), onCard: true },
    {
      id: 'duration',
      header: t('column.duration'),
      cell: ({ durationDays }) => (
        <span className="whitespace-nowrap">
          {durationDays === null ? t('forGood') : t('days', { count: durationDays })}
        </span>
      ),
      onCard: true,
    },
    {
      id: 'price',
      header: t('column.price'),
      cell: ({ pricePaisa }) => <Money paisa={pricePaisa} />,
      numeric: true,
      onCard: true,
    },
  ];
}

export function TvodPricesList(props: DirectoryListProps<PriceItem>) {
  const t = useTranslations('directory');
  const columns = useMemo(() => entryColumns<PriceItem>(t, 'tvodPrices', ownColumns(t)), [t]);
  return (
    <DirectoryList
      {...props}
      kind="tvodPrices"
      columns={columns}
      editLabel={t('edit')}
      read={readPrices}
      actions={actions}
      renderForm={(price, close) => <TvodPriceForm price={price} onClose={close} />}
    />
  );
}

export function TvodPriceScreen(props: EntryScreenProps<PriceItem>) {
  const t = useTranslations('directory');
  const terms = usePriceTerms();
  return (
    <EntryScreen
      {...props}
      kind="tvodPrices"
      subtitle={terms(props.entry)}
      editLabel={t('edit')}
      actions={actions}
      renderForm={(close) => <TvodPriceForm price={props.entry} onClose={close} />}
    />
  );
}
