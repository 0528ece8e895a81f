import { randomUUID } from 'node:crypto';
import { type Answer, type HttpFake, type Incoming, startHttpFake } from './http-fake';

type ReceivedEmail = {
  id: string;
  idempotencyKey: string | undefined;
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
};

export type ResendFake = HttpFake & {
  /** Every email that was taken, once per idempotency key. */
  emails: ReceivedEmail[];
  /** The next `times` requests are refused in Resend's shape, e.g. `(429, 'rate_limit_exceeded')`. */
  refuse: (status: number, name: string, times?: number) => void;
};

const refusal = (statusCode: number, name: string): Answer => ({
  status: statusCode,
  body: { statusCode, name, message: `Refused: ${name}` },
});

/** Resend's `POST /emails` as it answers: an API key, idempotency keys with their payload, validation. */
export async function startResendFake(options: { port?: number; apiKey?: string } = {}): Promise<ResendFake> {
  const { apiKey = 're_test', port } = options;
  const emails: ReceivedEmail[] = [];
  const byKey = new Map<string, { body: string; id: string }>();
  const server = await startHttpFake((request) => take(request), { port });

  function take(request: Incoming): Answer {
    if (request.method !== 'POST' || request.path !== '/emails') return refusal(404, 'not_found');
    if (!request.headers.authorization) return refusal(401, 'missing_api_key');
    if (request.headers.authorization !== `Bearer ${apiKey}`) return refusal(403, 'invalid_api_key');
    const idempotencyKey = request.headers['idempotency-key'] as string | undefined;
    const earlier = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey);
    if (earlier) {
      return earlier.body === request.body
        ? { status: 200, body: { id: earlier.id } }
        : refusal(409, 'invalid_idempotent_request');
    }
    const email = readEmail(request.body);
    if (!email) return refusal(422, 'validation_error');
    const id = randomUUID();
    emails.push({ id, idempotencyKey, ...email });
    if (idempotencyKey !== undefined) byKey.set(idempotencyKey, { body: request.body, id });
    return { status: 200, body: { id } };
  }

  return {
    ...server,
    emails,
    refuse(status, name, times) {
      server.fault({ kind: 'answer', ...refusal(status, name) }, times);
    },
  };
}

function readEmail(body: string): Omit<ReceivedEmail, 'id' | 'idempotencyKey'> | undefined {
  const { from, to, subject, html, text } = JSON.parse(body) as Record<string, unknown>;
  const receivers = [to].flat();
  const allText = [from, subject, html, text].every((field) => typeof field === 'string' && field !== '');
  if (!allText || !receivers.every((receiver) => typeof receiver === 'string' && /^\S+@\S+\.\S+$/.test(receiver))) {
    return undefined;
  }
  return { from, to: receivers, subject, html, text } as Omit<ReceivedEmail, 'id' | 'idempotencyKey'>;
}
