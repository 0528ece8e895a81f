import { contractOf } from '@/lib/api/openapi/complete-document';
import type { ApiDocument } from '@/lib/api/openapi/describe-api';
import { scopes } from '@/lib/platform/context/scopes';
import type { Target } from './targets';

type Parameter = { in: string; name: string; schema?: { enum?: string[]; example?: unknown } };
type Operation = {
  responses?: { 403?: { description: string } };
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown }> };
};

/** What a path's number counts, by the segment before it. */
const rowNames: Record<string, string> = {
  coupons: 'coupon',
  codes: 'code',
  code_batches: 'batch',
  user_groups: 'group',
  add_user_group: 'group',
  remove_user_group: 'group',
  tvod_prices: 'price',
  add_tvod_price: 'price',
  remove_tvod_price: 'price',
  redemptions: 'redemption',
  sales: 'reference',
  webhook_endpoints: 'ownEndpoint',
  deliveries: 'ownWebhook',
  requests: 'requestId',
};

const queryValues: Record<string, string> = {
  q: 'c',
  name: 'o',
  page: '1',
  per_page: '2',
  after: '@cursor@',
  code: '@clear@',
  coupon_id: '@coupon@',
  user_id: 'somebody',
  from: '2026-01-01T00:00:00Z',
  to: '2099-01-01T00:00:00Z',
  limit: '2',
  subscription_page: '1',
  search: '/api/v1',
  key_id: '1',
  token: '@token@',
  reference: '@reference@',
  references: '@reference@,none',
  reference_length: '2',
};

const headerValues: Record<string, string> = { 'idempotency-key': '@once@', 'if-match': '*' };

/** The document's own example, about rows that exist. */
function bodyOf(operation: Operation): string | undefined {
  const example = operation.requestBody?.content['application/json']?.example;
  if (example === undefined) return undefined;
  return (
    JSON.stringify(example)
      .replace('"WELCOME25"', '"@couponCode@"')
      .replace('"teste"', '"@fresh@"')
      .replace(/"reference":"[^"]*"/, '"reference":"@fresh@"')
      .replace(/"name":"[^"]*"/, '"name":"@fresh@"')
      // An address, not a name: nothing is looked up.
      .replace('https://shop.example.com', 'https://93.184.215.14')
      .replace('cdk_…', '@token@')
      .replace('"count":1000', '"count":3')
  );
}

/** Every call of the OpenAPI document. */
export function openApiTargets(document: ApiDocument): Target[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => {
      const given = (place: string, read: (parameter: Parameter) => string) =>
        Object.fromEntries(
          (operation.parameters ?? [])
            .filter((parameter) => parameter.in === place)
            .map((parameter) => [parameter.name, read(parameter)]),
        );
      const body = bodyOf(operation);
      const isRestore = path.endsWith('/codes/{code_id}/restore.json');
      return {
        method: method.toUpperCase(),
        path: path.replace(/(\w+)\/\{\w+\}/g, (_, before: string) => {
          const row = isRestore && before === 'codes' ? 'deletedCode' : rowNames[before];
          if (!row) throw new Error(`Nothing is known to be counted under ${before}, in ${path}.`);
          return `${before}/@${row}@`;
        }),
        query: given('query', ({ name, schema }) => schema?.enum?.[0] ?? queryValues[name] ?? String(schema?.example)),
        headers: given('header', ({ name }) => headerValues[name] ?? ''),
        ...(body === undefined ? {} : { body }),
        contract: contractOf(path),
        needs: scopes.find((scope) => operation.responses?.[403]?.description.includes(scope)) ?? null,
      };
    }),
  );
}
