import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Outcome = 'refused' | 'later';
type Answer = readonly [status: number, json: object];

export type MessageSandbox = { url: string; close: () => Promise<void> };

/**
 * Sparrow's SMS and Resend's emails on loopback: everything is taken, and nothing goes anywhere. `outcomeOf` chooses otherwise for a
 * receiver; `later` is what the first attempt meets, and the next one is taken.
 */
export async function startMessageSandbox(
  outcomeOf: (receiver: string) => Outcome | undefined = () => undefined,
): Promise<MessageSandbox> {
  const met = new Set<string>();

  const outcome = (receiver: string, message: string): Outcome | 'taken' => {
    const chosen = outcomeOf(receiver) ?? 'taken';
    if (chosen !== 'later') return chosen;
    const name = `${receiver}\n${message}`;
    if (met.delete(name)) return 'taken';
    met.add(name);
    return 'later';
  };

  const takeSms = (body: string): Answer => {
    const fields = new URLSearchParams(body);
    const met = outcome(fields.get('to') ?? '', fields.get('text') ?? '');
    if (met === 'later') return [500, {}];
    if (met === 'refused') return [403, { count: 0, response_code: 1007, response: 'Invalid receiver' }];
    return [200, { count: 1, response_code: 200, response: '1 messages has been queued for delivery' }];
  };

  const takeEmail = (body: string): Answer => {
    const { to, subject } = JSON.parse(body) as { to: string | string[]; subject: string };
    const met = outcome([to].flat().join(','), subject);
    if (met === 'later') return [500, { statusCode: 500, name: 'internal_server_error', message: 'Try again.' }];
    if (met === 'refused') return [422, { statusCode: 422, name: 'validation_error', message: 'Invalid `to` field.' }];
    return [200, { id: randomUUID() }];
  };

  const calls: Record<string, (body: string) => Answer> = { '/v2/sms/': takeSms, '/emails': takeEmail };
  const server = createServer(async (request, response) => {
    const take = calls[request.url ?? ''];
    const [status, json] = take ? take(await text(request)) : ([404, {}] as const);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
