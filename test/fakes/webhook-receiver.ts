import { Webhook } from 'standardwebhooks';
import { type HttpFake, type Incoming, startHttpFake } from './http-fake';

export type ReceivedMessage = { id: string; type: string; timestamp: string; data: Record<string, unknown> };

export type WebhookReceiver = HttpFake & {
  /** What it answers from now on; 204 at first. */
  answers: (status: number, body?: string) => void;
  /** A request as a receiver reads it. @throws when the Standard Webhooks library does not take its signature */
  verify: (request: Incoming | undefined, secret: string) => ReceivedMessage;
};

/** A receiver's endpoint, which checks what it is sent with the library of the Standard Webhooks. */
export async function startWebhookReceiver(options: { port?: number } = {}): Promise<WebhookReceiver> {
  let answer = { status: 204, body: '' };
  const server = await startHttpFake(() => answer, options);
  return {
    ...server,
    answers(status, body = '') {
      answer = { status, body };
    },
    verify(request, secret) {
      if (!request) throw new Error('Nothing was received.');
      const headers = request.headers as Record<string, string>;
      const message = new Webhook(secret).verify(request.body, headers) as Omit<ReceivedMessage, 'id'>;
      return { id: headers['webhook-id'] ?? '', ...message };
    },
  };
}
