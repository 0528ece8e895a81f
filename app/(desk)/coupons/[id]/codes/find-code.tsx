'use client';

import { useMutation } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { handOver } from '@/app/session/code-hand-over';
import { refusalText } from '@/app/session/refusal-text';
import { Button, IconButton } from '@/components/button';
import { Link } from '@/components/link';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { findCodeAction } from './actions';
import { FoundCode, type FoundCodeProps, NotFoundCode } from './found-code';

type FindCodeProps = Pick<FoundCodeProps, 'couponId' | 'canWrite' | 'canReveal'> & { canExplain: boolean };

/** Looks up one exact code, however it was typed, in this coupon and in all others. */
export function FindCode({ canExplain, ...props }: FindCodeProps) {
  const t = useTranslations('codes');
  const [typed, setTyped] = useState('');
  const find = useMutation({
    mutationFn: async (code: string) => {
      const result = await findCodeAction({ code });
      if (!result.ok) toastError(refusalText(result));
      return result;
    },
    onError: () => toastError(t('failed.offline')),
    gcTime: 0,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) find.mutate(typed);
  };
  const again = () => find.variables !== undefined && find.mutate(find.variables);
  const clear = () => {
    setTyped('');
    find.reset();
  };
  return (
    <section className="card mb-4 p-4">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
          <span className="font-medium">{t('find.label')}</span>
          <input
            className="input h-9 w-full py-0! font-mono"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t('find.placeholder')}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="find-help"
          />
        </label>
        <Button type="submit" icon={<Search />} isPending={find.isPending}>
          {t('find.action')}
        </Button>
        {(typed || find.data) && <IconButton icon={<X />} label={t('find.clear')} onPress={clear} />}
      </form>
      <p id="find-help" className="mt-1.5 text-xs text-muted">
        {t('find.help')}
      </p>
      <div role="status" className="empty:hidden">
        {find.data?.ok && !find.data.value && <NotFoundCode typed={find.variables ?? ''} />}
        {find.data?.ok && find.data.value && <FoundCode {...props} code={find.data.value} onChanged={again} />}
      </div>
      {find.data?.ok && canExplain && (
        <p className="mt-3">
          <Link href={routes.codeCheck()} className="text-link" onClick={() => handOver(find.variables ?? '')}>
            {t('find.codeCheck')}
          </Link>
        </p>
      )}
    </section>
  );
}
