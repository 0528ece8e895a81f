import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { webhooks } from './schema.ts';

export { WebhookVerificationError };

type BodyOf<W> = W extends { post: { requestBody?: { content: { 'application/json': infer Body } } } } ? Body : never;

/** What the desk sends; `type` says which. Ignore types that you do not know: further ones are added. */
export type WebhookEvent = { [Type in keyof webhooks]: BodyOf<webhooks[Type]> }[keyof webhooks];

type Received = {
  /** Of the endpoint, `whsec_…`; several while one is being changed. */
  secret: string | readonly string[];
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The text as it came, before any JSON is parsed. */
  body: string;
};

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * The event in a message, once it is certain that the desk sent it within the last five minutes.
 * @throws WebhookVerificationError
 */
export function verifyWebhook({ secret, headers, body }: Received): WebhookEvent & { id: string } {
  const given = Object.fromEntries(names.map((name) => [name, headerOf(headers, name)]));
  let refused: unknown;
  for (const one of [secret].flat()) {
    try {
      return { ...(new Webhook(one).verify(body, given) as WebhookEvent), id: given['webhook-id'] ?? '' };
    } catch (error) {
      refused = error;
    }
  }
  throw refused ?? new WebhookVerificationError('No secret was given.');
}

function headerOf(headers: Received['headers'], name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  return [headers[name]].flat()[0] ?? '';
}
