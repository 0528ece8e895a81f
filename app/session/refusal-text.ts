import type { ActionFailure } from './action';

/** A refused or failed action in words for a toast: a fault of ours carries the number to quote. */
export function refusalText({ code, message, requestId }: ActionFailure): string {
  return code === 'server_error' ? `${message} (${requestId})` : message;
}
