'use client';

import { ReadError } from '@/app/session/desk-client';
import { ErrorState } from '@/components/error-state';

type ReadFailedProps = { error: unknown; title?: string; onRetry: () => void };

/** In place of data that could not be read, with the request id to quote. */
export function ReadFailed({ error, ...props }: ReadFailedProps) {
  return <ErrorState requestId={error instanceof ReadError ? error.requestId : undefined} {...props} />;
}
