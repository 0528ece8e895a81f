'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import {
  createSerializer,
  type inferParserType,
  type Nullable,
  type Options,
  type ParserMap,
  useQueryStates,
} from 'nuqs';
import { useMemo } from 'react';
import type { InPlace } from './in-place-link';

export type AddressChange<Params extends ParserMap> = Partial<Nullable<inferParserType<Params>>>;

/**
 * The state of a page that its address holds under `params`, and `to`: the way to the same page with a part of it
 * changed. What else is in the address stays.
 */
export function useAddress<Params extends ParserMap>(params: Params, options: Pick<Options, 'history'>) {
  const [state, setState] = useQueryStates(params, options);
  const pathname = usePathname();
  const search = useSearchParams();
  const serialize = useMemo(() => createSerializer(params), [params]);
  const to = (change: AddressChange<Params>): InPlace => ({
    href: serialize(`${pathname}?${search}`, change),
    onFollow: () => void setState(change),
  });
  return { state, to };
}
