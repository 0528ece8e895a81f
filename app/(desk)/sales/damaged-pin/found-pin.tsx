'use client';

import { useTranslations } from 'next-intl';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { CopyButton } from '@/components/copy-button';
import { Link } from '@/components/link';
import { Code } from '@/components/masked-code';
import { routes } from '@/lib/core/routes';
import type { DamagedPin } from '@/lib/domain/sales/pins/find-damaged-pin';

/** The PIN, or why there is none to show and what to do next. */
export function FoundPin({ answer }: { answer: DamagedPin }) {
  const t = useTranslations('sales.damaged');
  const roles = useRolesThatCan('sales.reveal');
  if (answer.kind !== 'found') {
    return (
      <section aria-labelledby="found" className="card flex flex-col gap-1 p-5">
        <h2 id="found" className="font-semibold">
          {t(`${answer.kind}.title`)}
        </h2>
        <p className="max-w-prose text-pretty text-muted">
          {answer.kind === 'several' ? t('several.text', { count: answer.count }) : t(`${answer.kind}.text`)}
        </p>
      </section>
    );
  }
  const { saleId, pin } = answer;
  return (
    <section aria-labelledby="found" className="card flex flex-col items-start gap-3 p-5">
      <h2 id="found" className="font-semibold">
        {t('found.title', { id: saleId })}
      </h2>
      {pin === null ? (
        <p className="max-w-prose text-pretty text-muted">{t('found.sendAgain', { roles })}</p>
      ) : (
        <>
          <Code value={pin} size="lg" />
          <CopyButton value={pin} label={t('found.copy')} wide size="md" />
          <p className="max-w-prose text-pretty text-muted">{t('found.recorded')}</p>
        </>
      )}
      <Link href={routes.sale(saleId)} className="text-link">
        {t('found.open', { id: saleId })}
      </Link>
    </section>
  );
}
