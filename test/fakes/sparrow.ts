import { type Answer, type HttpFake, type Incoming, startHttpFake } from './http-fake';

type ReceivedSms = { to: string; from: string; text: string };

export type SparrowFake = HttpFake & {
  /** Every SMS that was taken, a repeated one as often as it came: Sparrow knows no idempotency. */
  messages: ReceivedSms[];
  /** The next `times` requests are answered 403 with this `response_code`. */
  refuse: (code: number, times?: number) => void;
};

const words: Record<number, string> = {
  1000: 'A required field is missing',
  1001: 'IP address is invalid',
  1002: 'Invalid token',
  1003: 'Account inactive',
  1004: 'Account inactive',
  1005: 'Account has been expired',
  1006: 'Account has been expired',
  1007: 'Invalid receiver',
  1008: 'Invalid sender',
  1010: 'Text cannot be empty',
  1011: 'No valid receiver',
  1012: 'No credits available',
  1013: 'Insufficient credits',
};

const refusal = (code: number): Answer => ({
  status: 403,
  body: { count: 0, response_code: code, response: words[code] ?? 'Refused' },
});

/** Sparrow SMS as it answers, for one account. A receiver that is no Nepali mobile is refused as by Sparrow itself. */
export async function startSparrowFake(
  options: { port?: number; token?: string; from?: string } = {},
): Promise<SparrowFake> {
  const { token = 'sparrow-token', from = 'CouponDesk', port } = options;
  const messages: ReceivedSms[] = [];
  const server = await startHttpFake((request) => take(request), { port });

  function take(request: Incoming): Answer {
    if (request.method !== 'POST' || request.path !== '/v2/sms/') return { status: 404, body: 'Not Found' };
    const fields = new URLSearchParams(request.body);
    const sms = { to: fields.get('to') ?? '', from: fields.get('from') ?? '', text: fields.get('text') ?? '' };
    if (!fields.has('token') || !fields.has('to') || !fields.has('from') || !fields.has('text')) return refusal(1000);
    if (fields.get('token') !== token) return refusal(1002);
    if (sms.from !== from) return refusal(1008);
    if (sms.text === '') return refusal(1010);
    if (!/^9\d{9}$/.test(sms.to)) return refusal(1007);
    messages.push(sms);
    return {
      status: 200,
      body: { count: 1, response_code: 200, response: '1 mesages has been queued for delivery' },
    };
  }

  return {
    ...server,
    messages,
    refuse(code, times) {
      const { status, body } = refusal(code);
      server.fault({ kind: 'answer', status, body }, times);
    },
  };
}
