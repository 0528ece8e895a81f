import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { findThing } from '@/app/(desk)/find-thing';
import { asJson } from '@/app/session/as-json';
import { getRequest } from '@/lib/platform/requests/list-requests';
import { RequestView } from './request-view';

type Params = Promise<{ id: string }>;

const load = cache((id: string) => findThing('/requests/[id]', id, (ctx, of) => getRequest(ctx, { id: of })));

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { id } = await params;
  const { insteadTitle } = await load(id);
  const t = await getTranslations('requests');
  return { title: insteadTitle ?? t('one') };
}

export default async function RequestPage({ params }: { params: Params }) {
  const { thing: request, instead } = await load((await params).id);
  if (instead) return instead;
  return <RequestView request={asJson(request)} />;
}
