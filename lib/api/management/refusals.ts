import { HTTPException } from 'hono/http-exception';
import {
  Conflict,
  DomainError,
  type FieldErrors,
  Invalid,
  KeyExpired,
  NeedsSecondPerson,
  NotNow,
  WrongNetwork,
} from '@/lib/core/errors';
import { mediaTypeHint } from '../http/media-type';
import { asAnswered, logFault, retryAfter } from '../http/problem';
import { fieldName } from './field-names';

const words: Record<number, string> = {
  400: 'Bad Request',
  401: 'Not Authorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

type Refused = {
  method: string;
  requestId: string;
  /** What the body is about, such as `coupon`. */
  subject?: string | undefined;
  /** What is said of names that are not known, as they were sent. */
  unknown?: FieldErrors | undefined;
};

/** Every error as the contract writes it. */
export function refusal(thrown: Error, request: Refused): Response {
  const error = asAnswered(thrown, request);
  const headers = retryAfter(error);
  if (error instanceof NotNow) {
    const { code, message } = error;
    const body = { error: words[error.status], code, message, request_id: request.requestId };
    return Response.json(body, { status: error.status, headers });
  }
  if (error instanceof Invalid) {
    return Response.json({ status: false, errors: serializeErrors(error.fields, request) }, { status: 400 });
  }
  if (error instanceof Conflict) {
    return Response.json({ error: words[409], code: error.reason, message: error.message }, { status: 409, headers });
  }
  if (error instanceof NeedsSecondPerson) {
    return Response.json({ error: words[403], code: error.code, message: error.message }, { status: 403 });
  }
  if (error instanceof DomainError || error instanceof HTTPException) {
    const word = words[error.status];
    const hint =
      error.status === 415
        ? mediaTypeHint(error, ', or as a form')
        : error instanceof KeyExpired || error instanceof WrongNetwork || [400, 405, 412, 413].includes(error.status)
          ? error.message
          : undefined;
    if (word)
      return Response.json({ error: word, ...(hint ? { message: hint } : {}) }, { status: error.status, headers });
  }
  logFault(error, request.requestId);
  return Response.json({ error: 'Internal Server Error', request_id: request.requestId }, { status: 500 });
}

/** A body's fields are under its subject; a query's, and what concerns the whole, are at the top. */
function serializeErrors(fields: FieldErrors, { method, subject, unknown }: Refused): Record<string, unknown> {
  const { base, ...own } = fields;
  const ours = Object.fromEntries(Object.entries(own).map(([field, messages]) => [fieldName(field), messages]));
  const named = { ...ours, ...unknown };
  const isAbout = subject !== undefined && method !== 'GET' && Object.keys(named).length > 0;
  return { ...(base ? { base } : {}), ...(isAbout ? { [subject]: named } : named) };
}
