import { expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '@/lib/api/app';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { parseInput } from '@/lib/core/read-input';
import { findOperations } from './find-operations';

const garbage: unknown[] = [
  ...[undefined, null, true, '', 'x', '\0', 'x'.repeat(10_000), [], [null], [{}], {}, { id: -1 }, { clear: 7 }],
  ...[-1, 0, 0.5, 1e16, Number.NaN, Number.POSITIVE_INFINITY, 7n, new Date(Number.NaN), new Date(8.64e15)],
  Array.from({ length: 20_000 }, () => 'x'),
];
const theirs =
  /\bInvalid (input|option|string|key|element|union|format|date|number)|\bToo (small|big)\b|Unrecognized|\b(expected|received)\b/i;

/** A schema's fields, each with every kind of garbage, and the whole as garbage. */
function messagesOf(schema: z.ZodType): string[] {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const inputs = [...garbage, ...names.flatMap((name) => garbage.map((value) => ({ [name]: value, other: 1 })))];
  return inputs.flatMap((input) => {
    const parsed = schema.safeParse(input);
    const own = parsed.success ? {} : fieldErrorsOf(parsed.error);
    return [own, parseInput(schema, input).errors ?? {}].flatMap((errors) => Object.values(errors).flat());
  });
}

it("C19: no use case's input is refused in a validator's own words", async () => {
  const found = [...(await findOperations('lib/domain')), ...(await findOperations('lib/platform'))];
  expect(found.length).toBeGreaterThan(100);
  for (const { name, input } of found) {
    expect(
      [...new Set(messagesOf(input))].filter((message) => theirs.test(message)),
      name,
    ).toEqual([]);
  }
});

it("C19: no call of the API is refused in a validator's own words", () => {
  const noDatabase = () => {
    throw new Error('Nothing is read for a description.');
  };
  const app = createApp({ database: noDatabase, now: () => new Date() });
  const routes = app.openAPIRegistry.definitions.flatMap((one) => (one.type === 'route' ? [one.route] : []));
  expect(routes.length).toBeGreaterThan(30);
  for (const { path, request } of routes) {
    const body = Object.values(request?.body?.content ?? {}).map((content) =>
      content && 'schema' in content ? content.schema : null,
    );
    const schemas = [request?.query, request?.params, ...body].filter((part) => part instanceof z.ZodType);
    const messages = schemas.flatMap(messagesOf);
    expect(
      [...new Set(messages)].filter((message) => theirs.test(message)),
      path,
    ).toEqual([]);
  }
});
