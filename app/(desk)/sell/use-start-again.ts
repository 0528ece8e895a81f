'use client';

import { useRouter } from 'next/navigation';
import { routes } from '@/lib/core/routes';
import { type Draft, keepDraft, newReference } from './draft';

/** Begins a new sale with the same product and contact. */
export function useStartAgain(sellerId: number): (draft: Draft) => void {
  const router = useRouter();
  return (draft) => {
    const reference = newReference();
    keepDraft(sellerId, reference, draft);
    router.push(routes.sell(reference));
  };
}
