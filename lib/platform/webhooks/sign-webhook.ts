import { Webhook } from 'standardwebhooks';

export type SignInput = { id: string; at: Date; body: string; secrets: string[] };

/** The three headers of the Standard Webhooks; with two secrets, a signature of each. */
export function signWebhook({ id, at, body, secrets }: SignInput): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
