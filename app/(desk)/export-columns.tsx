'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { OneOfMany } from '@/components/choice-field';
import { Dialog } from '@/components/dialog';
import { SkeletonBar, SkeletonGroup } from '@/components/skeleton';
import { keepExportColumns, readExportColumns } from './kept-export-columns';
import { ReadFailed } from './read-failed';

export type ExportColumnsProps = { kind: string; onClose: () => void };

/** Chooses the columns that exports of a list have in this browser. */
export default function ExportColumns({ kind, onClose }: ExportColumnsProps) {
  const t = useTranslations('common');
  const [chosen, setChosen] = useState<string[] | null>(() => readExportColumns(kind));
  const columns = useQuery({
    queryKey: ['export-columns', kind],
    queryFn: async () => (await read(deskClient.exports.columns.$get({ query: { kind } }))).columns,
  });
  const all = columns.data ?? [];
  // One that a later version has no more is not asked for.
  const wanted = chosen?.filter((name) => all.includes(name)) ?? all;
  const change = (name: string, on: boolean) =>
    setChosen(all.filter((one) => (one === name ? on : wanted.includes(one))));
  const save = () => {
    keepExportColumns(kind, wanted.length === all.length ? null : wanted);
    onClose();
  };
  return (
    <Dialog
      title={t('export.columns.title')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={() => setChosen(null)} isDisabled={!columns.data}>
            {t('export.columns.all')}
          </Button>
          <Button look="primary" onPress={save} isDisabled={!columns.data || wanted.length === 0}>
            {t('export.columns.save')}
          </Button>
        </>
      }
    >
      <p className="mb-4 text-muted">{t('export.columns.text')}</p>
      {columns.error && <ReadFailed error={columns.error} onRetry={() => columns.refetch()} />}
      {columns.isPending && (
        <SkeletonGroup className="flex flex-col gap-3">
          <SkeletonBar />
          <SkeletonBar />
          <SkeletonBar />
        </SkeletonGroup>
      )}
      <div className="grid gap-2.5 sm:grid-cols-2">
        {all.map((name) => (
          <OneOfMany
            key={name}
            choice={{ value: name, label: name }}
            isSelected={wanted.includes(name)}
            isDisabled={false}
            onChange={(on) => change(name, on)}
          />
        ))}
      </div>
    </Dialog>
  );
}
