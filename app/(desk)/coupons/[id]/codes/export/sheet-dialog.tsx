'use client';

import { ImageUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { z } from 'zod';
import { useExport } from '@/app/(desk)/use-export';
import { Button } from '@/components/button';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { SelectField } from '@/components/select-field';
import { SlowNotice } from '@/components/slow-notice';
import { TextField } from '@/components/text-field';
import { toastError, toastSuccess } from '@/components/toasts';
import { logoBytes, perPages, sheetSymbols } from '@/lib/core/code-sheet';
import type { ExportFilter } from './export-dialog';
import { keepTemplate, readTemplate } from './kept-template';

export type SheetDialogProps = { couponId: number; filter: ExportFilter; onClose: () => void };

/** Codes in clear as a PDF to print, for a reason that is recorded. What it looks like is remembered in this browser. */
export default function SheetDialog({ couponId, filter, onClose }: SheetDialogProps) {
  const t = useTranslations('batches.sheet');
  const [{ logo: keptLogo, ...kept }] = useState(readTemplate);
  const [logo, setLogo] = useState(keptLogo);
  const [isPending, setPending] = useState(false);
  const exportAs = useExport();
  const schema = useMemo(
    () =>
      z.object({
        perPage: z.enum(perPages.map(String)),
        symbol: z.enum(sheetSymbols),
        title: z.string().trim().max(60),
        text: z.string().trim().max(160),
        reason: z.string().trim().min(1, t('needsReason')).max(200),
      }),
    [t],
  );
  const form = useSchemaForm(schema, { ...kept, perPage: String(kept.perPage), reason: '' });

  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > logoBytes) toastError(t('logoTooLarge', { size: Math.floor(logoBytes / 1000) }));
    else setLogo(await asBase64(file));
  };
  const print = async ({ reason, perPage, ...texts }: z.output<typeof schema>) => {
    const sheet = { ...texts, perPage: Number(perPage), ...(logo ? { logo } : {}) };
    keepTemplate(sheet);
    setPending(true);
    const outcome = await exportAs('/api/desk/code-exports', { couponId, filter, clear: { reason }, sheet });
    setPending(false);
    if (outcome === 'saved') toastSuccess(t('done'));
    if (outcome !== 'failed') onClose();
    return undefined;
  };

  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('submit')}
      isPending={isPending}
      onClose={onClose}
      onSubmit={print}
    >
      <p className="text-muted">{t('text')}</p>
      <SelectField
        control={form.control}
        name="perPage"
        label={t('perPage')}
        options={perPages.map((count) => ({ value: String(count), label: t('perPageOption', { count }) }))}
      />
      <SelectField
        control={form.control}
        name="symbol"
        label={t('symbol')}
        help={t('symbolHelp')}
        options={sheetSymbols.map((value) => ({ value, label: t(`symbols.${value}`) }))}
      />
      <TextField
        control={form.control}
        name="title"
        label={t('heading')}
        help={t('lettersHelp')}
        maxLength={60}
        optional
      />
      <TextField control={form.control} name="text" label={t('line')} maxLength={160} optional />
      <div className="flex flex-wrap items-center gap-2">
        <FileTrigger acceptedFileTypes={['image/png', 'image/jpeg']} onSelect={(files) => void choose(files?.[0])}>
          <Button icon={<ImageUp />}>{logo ? t('otherLogo') : t('logo')}</Button>
        </FileTrigger>
        {logo && (
          <Button icon={<X />} onPress={() => setLogo(undefined)}>
            {t('noLogo')}
          </Button>
        )}
      </div>
      <TextField control={form.control} name="reason" label={t('reason')} maxLength={200} />
      <SlowNotice isWaiting={isPending} waitingFor={t('waiting')} />
    </FormDialog>
  );
}

async function asBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
