'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Link } from '@/components/link';
import { Mono } from '@/components/mono';
import { PageHeader } from '@/components/page-header';
import { routes } from '@/lib/core/routes';
import { nameOfKey } from '../request-columns';
import type { RequestDetails } from '../request-queries';
import { RequestStatus } from '../request-status';

/** One call of an API key: who, when, what came of it, and what it carried. */
export function RequestView({ request, isOwn = false }: { request: RequestDetails; isOwn?: boolean }) {
  const t = useTranslations('requests');
  const listOf = isOwn ? routes.partnerRequests : routes.requests;
  const { method, path, status, errorCode, lane, durationMs, requestId, at, integratorId, integratorName } = request;
  const facts: { label: string; value: ReactNode }[] = [
    { label: t('columns.status'), value: <RequestStatus status={status} /> },
    ...(errorCode ? [{ label: t('errorCode'), value: <Mono>{errorCode}</Mono> }] : []),
    { label: t('columns.at'), value: <Instant value={at} exact /> },
    { label: t('columns.duration'), value: t('milliseconds', { ms: durationMs }) },
    ...(isOwn
      ? []
      : [
          {
            label: t('columns.integrator'),
            value: (
              <Link href={routes.integrator(integratorId)} className="text-link">
                {integratorName}
              </Link>
            ),
          },
        ]),
    {
      label: t('columns.key'),
      value: (
        <Link href={listOf({ keyId: String(request.keyId) })} className="wrap-anywhere text-link">
          {nameOfKey(request)}
        </Link>
      ),
    },
    { label: t('filter.lane'), value: t(`value.lane.${lane}`) },
    {
      label: t('columns.requestId'),
      value: (
        <span className="inline-flex flex-wrap items-center justify-end gap-2">
          <span className="font-mono text-xs wrap-anywhere">{requestId}</span>
          <CopyButton value={requestId} label={t('copyId')} />
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHeader
        title={`${method} ${path}`}
        breadcrumb={[{ label: t('title'), href: listOf() }]}
        subtitle={t('masked')}
      />
      <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          {request.query && <Carried title={t('query')} text={request.query} />}
          <Carried title={t('body')} text={request.body} />
          <Carried title={t('answer')} text={request.answer} />
        </div>
        <section aria-label={t('facts')} className="card p-5">
          <Facts facts={facts} />
        </section>
      </div>
    </>
  );
}

function Carried({ title, text }: { title: string; text: string | null }) {
  const t = useTranslations('requests');
  return (
    <section aria-label={title} className="card p-5">
      <h2 className="font-semibold">{title}</h2>
      {text === null ? (
        <p className="mt-2 text-muted">{t('nothing')}</p>
      ) : (
        <pre className="mt-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">{indented(text)}</pre>
      )}
    </section>
  );
}

/** What was cut is no JSON any more, and shown as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return `${text}…`;
  }
}
