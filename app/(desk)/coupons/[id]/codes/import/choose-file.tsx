'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FileDrop } from '@/components/file-drop';
import { FormAlert } from '@/components/form-alert';
import { uploadBytes } from '@/lib/domain/coupons/codes/upload-bytes';

export type ChosenFile = { file: File; hasCheckCharacters: boolean };

export function ChooseFile({ onChosen }: { onChosen: (chosen: ChosenFile) => void }) {
  const t = useTranslations('batches.import');
  const [hasCheckCharacters, setHasCheckCharacters] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  return (
    <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
      <FormAlert message={isTooLarge ? t('tooLarge') : undefined} />
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          className="select-box mt-0.5 shrink-0"
          checked={hasCheckCharacters}
          onChange={(event) => setHasCheckCharacters(event.target.checked)}
        />
        <span>
          {t('hasCheck')}
          <span className="block text-13 text-muted">{t('hasCheckHelp')}</span>
        </span>
      </label>
      <FileDrop
        label={t('drop')}
        chooseLabel={t('choose')}
        help={t('dropHelp')}
        accept={['.csv', '.txt', '.tsv', '.xlsx', '.ods', 'text/csv', 'text/plain']}
        onFile={(file) => {
          setTooLarge(file.size > uploadBytes);
          if (file.size <= uploadBytes) onChosen({ file, hasCheckCharacters });
        }}
      />
    </section>
  );
}
