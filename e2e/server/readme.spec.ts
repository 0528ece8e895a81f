import { readFileSync } from 'node:fs';
import { expect, server, test } from '../fixtures';

type Command = { url: string; headers: Record<string, string>; body: string | undefined };

/** The requests of the README's commands, in their order, with what its shell would put in for `variables`. */
function readCommands(): ((variables: Record<string, string>) => Command)[] {
  const block = /```sh\n(BASE=[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
  const lines = block.replaceAll('\\\n', ' ').split('\n');
  return lines
    .filter((line) => /\bcurl\b/.test(line))
    .map((line) => (variables) => {
      const text = line
        .replaceAll(/\$\(date[^)]*\)/g, variables.NOW ?? '')
        .replaceAll(/\$([A-Z]+)/g, (_, name: string) => variables[name] ?? '');
      const headers = [...text.matchAll(/-H (["'])(.*?): (.*?)\1/g)].map(([, , name = '', value = '']) => [
        name,
        value,
      ]);
      return {
        url: /curl -s "([^"]*)"/.exec(text)?.[1] ?? '',
        headers: Object.fromEntries(headers),
        body: /-d "((?:[^"\\]|\\.)*)"/.exec(text)?.[1]?.replaceAll('\\"', '"'),
      };
    });
}

test('the README’s commands sell a PIN, redeem it once, and make and list coupons', async () => {
  const variables: Record<string, string> = { BASE: server.url, KEY: server.apiKey, NOW: String(Date.now()) };
  const answers: { status: number; body: Record<string, unknown> }[] = [];
  for (const command of readCommands()) {
    const { url, headers, body } = command(variables);
    const answer = await fetch(url, body === undefined ? { headers } : { method: 'POST', headers, body });
    const read = (await answer.json()) as Record<string, unknown>;
    if (typeof read.pin === 'string') variables.PIN = read.pin;
    answers.push({ status: answer.status, body: read });
  }
  expect(answers).toMatchObject([
    { status: 200, body: { data: expect.arrayContaining([expect.objectContaining({ value: 'nettv coupon' })]) } },
    { status: 200, body: { state: 'Success', pin: expect.stringMatching(/^[0-9A-Z]{17}$/) } },
    { status: 201, body: { state: 'redeemed', discount: { off: 200_000, due: 0 } } },
    { status: 409, body: { code: 'code_already_redeemed' } },
    { status: 200, body: { status: true, coupon: { discount: 25, cycles: 3 } } },
    { status: 200, body: { coupons: [expect.any(Object), expect.any(Object)] } },
  ]);
});
