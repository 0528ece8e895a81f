'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { postFile } from '@/app/session/post-file';
import { FileDrop } from '@/components/file-drop';
import { FormAlert } from '@/components/form';
import { Progress } from '@/components/progress';
import { uploadBytes } from '@/lib/domain/coupons/codes/schemas';

type SendFileProps = { couponId: number; onSent: (uploadId: number) => void };

export function SendFile({ couponId, onSent }: SendFileProps) {
  const t = useTranslations('batches.import');
  const [hasCheckCharacters, setHasCheckCharacters] = useState(false);
  const send = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > uploadBytes) throw new Error(t('tooLarge'));
      return sendFile(couponId, file, hasCheckCharacters);
    },
    onSuccess: ({ uploadId }) => onSent(uploadId),
  });
  return (
    <section className="card flex max-w-[1200px] flex-col gap-5 p-5">
      <FormAlert message={send.error ? t('failed', { message: send.error.message }) : undefined} />
      {send.isPending ? (
        <div role="status">
          <Progress label={t('sending', { name: send.variables?.name ?? '' })} value={null} max={1} />
          <p className="mt-3 text-13 text-muted">
            {t('reading')} {t('leave')}
          </p>
        </div>
      ) : (
        <>
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
            accept={['.csv', 'text/csv', 'text/plain']}
            onFile={(file) => send.mutate(file)}
          />
        </>
      )}
    </section>
  );
}

function sendFile(couponId: number, file: File, hasCheckCharacters: boolean) {
  const query = new URLSearchParams({
    couponId: String(couponId),
    fileName: file.name.slice(0, 200),
    hasCheckCharacters: String(hasCheckCharacters),
  });
  return postFile<{ uploadId: number; rows: number }>(`/api/desk/uploads/codes?${query}`, file);
}
