'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deskClient, read } from '@/app/session/desk-client';
import { type Picked, SearchPicker } from '@/components/search-picker';
import { type DirectoryKind, directories, pathOf } from '@/lib/core/entities/directory';

export type ResourceKind = 'user_group' | 'tvod_price' | 'coupon';

const reads: Record<ResourceKind, (name: string) => Promise<Picked[]>> = {
  user_group: (name) => readDirectory('userGroups', name),
  tvod_price: (name) => readDirectory('tvodPrices', name),
  coupon: async (q) =>
    (await read(deskClient.coupons.$get({ query: q ? { q } : {} }))).rows.map(({ id, code }) => ({ id, name: code })),
};

async function readDirectory(kind: DirectoryKind, name: string): Promise<Picked[]> {
  const param = { directory: pathOf(directories[kind]) };
  const { rows } = await read(deskClient[':directory'].$get({ param, query: { name } }));
  return rows.map(({ id, name }) => ({ id, name }));
}

type ResourcePickerProps = {
  kind: ResourceKind;
  label: string;
  help?: string;
  placeholder?: string;
  picked: Picked[];
  onChange: (picked: Picked[]) => void;
  isSingle?: boolean;
};

/** Picks user groups, TVOD prices or coupons by a part of their names. */
export function ResourcePicker({ kind, ...props }: ResourcePickerProps) {
  const [name, setName] = useState('');
  const query = useQuery({
    queryKey: ['pick', kind, name],
    queryFn: async () => ({ text: name, entries: await reads[kind](name) }),
    placeholderData: keepPreviousData,
  });
  return <SearchPicker {...props} found={query.data} onSearch={setName} isFailed={query.isError} />;
}
