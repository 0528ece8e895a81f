/** What samples and the console need of a call. */
export type SampleCall = {
  method: string;
  path: string;
  /** Whether the key is in a header; calls of the Nettv API have it in the query or the body, as `token`. */
  bearer: boolean;
  parameters: { in: 'path' | 'query' | 'header'; name: string; required: boolean; example: string | null }[];
  body: { contentType: string; example: string } | null;
};

/** A request with the examples in their places, and `keyPlace` where the key belongs. */
export type SampleRequest = {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  /** A value for JSON, a text for anything else; undefined where nothing is sent. */
  body: unknown;
};

/** Marks where the key belongs in texts of a request. */
export const keyPlace = '__KEY__';

/** Of the Nettv calls: the key, in the query or the body. */
export const keyField = 'token';

/** `origin` is the desk's own, such as `https://desk.example.com`. */
export function sampleRequest({ method, path, bearer, parameters, body }: SampleCall, origin: string): SampleRequest {
  const named = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const example = named('path').find((parameter) => parameter.name === name)?.example;
    return example === null || example === undefined ? '1' : encodeURIComponent(example);
  });
  const query = named('query')
    .filter(({ required, example }) => required && example !== null)
    .map(({ name, example }) => `${name}=${name === keyField ? keyPlace : encodeURIComponent(example ?? '')}`)
    .join('&');
  const headers = named('header').flatMap(({ name, example }): SampleRequest['headers'] =>
    example === null ? [] : [[name, example]],
  );
  return {
    method,
    url: origin + filled + (query && `?${query}`),
    headers: [
      ...(bearer ? [['Authorization', `Bearer ${keyPlace}`] satisfies [string, string]] : []),
      ...headers,
      ...(body ? [['Content-Type', body.contentType] satisfies [string, string]] : []),
    ],
    body: body ? bodyOf(body) : undefined,
  };
}

function bodyOf({ contentType, example }: { contentType: string; example: string }): unknown {
  if (!contentType.includes('json') || example === '') return example;
  const value: unknown = JSON.parse(example);
  const isPurchase = typeof value === 'object' && value !== null && keyField in value;
  return isPurchase ? { ...value, [keyField]: keyPlace } : value;
}
