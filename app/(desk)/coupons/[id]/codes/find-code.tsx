'use client';

import { useMutation } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { refusalText } from '@/app/session/refusal-text';
import { Button, IconButton } from '@/components/button';
import { MaskedCode } from '@/components/masked-code';
import { toastError } from '@/components/toasts';
import { foldCode, generatedLength, isWellFormed } from '@/lib/codes/alphabet';
import { routes } from '@/lib/routes';
import { findCodeAction } from './actions';
import { CodeStatusBadge } from './code-status';

/** Looks up one exact code, however it was typed, in this coupon and in all others. */
export function FindCode({ couponId }: { couponId: number }) {
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
        {find.data?.ok && <Found couponId={couponId} code={find.data.value} typed={find.variables ?? ''} />}
      </div>
    </section>
  );
}

type Result = Extract<Awaited<ReturnType<typeof findCodeAction>>, { ok: true }>['value'];

function Found({ couponId, code, typed }: { couponId: number; code: Result; typed: string }) {
  const t = useTranslations('codes');
  if (!code) {
    const folded = foldCode(typed);
    const isMistyped = folded.length === generatedLength && !isWellFormed(folded);
    return (
      <div className="mt-3 border-t border-separator pt-3">
        <p className="font-medium">{t('find.none')}</p>
        <p className="text-13 text-muted">{t(isMistyped ? 'find.checkWrong' : 'find.noneHelp')}</p>
      </div>
    );
  }
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-separator pt-3">
      <MaskedCode lastFour={code.lastFour} name={t('name', { lastFour: code.lastFour })} />
      <CodeStatusBadge status={code.status} />
      {code.couponId !== couponId && (
        <p>
          {t('find.other', { code: code.couponCode })}{' '}
          <Link className="text-link" href={routes.couponCodes(code.couponId)}>
            {t('find.openOther')}
          </Link>
        </p>
      )}
    </div>
  );
}
