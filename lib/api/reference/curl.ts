type CurlInput = {
  method: string;
  path: string;
  origin: string;
  parameters: { in: string; name: string; required: boolean; example: string | null }[];
  needsKey: boolean;
  contentType: string | undefined;
  body: unknown;
};

/** Marks where the shell puts the key into a quoted text. */
const keyPlace = '__KEY__';

/** A call that works when pasted, with the key in `$KEY` and the examples in their places. */
export function curlOf({ method, path, origin, parameters, needsKey, contentType, body }: CurlInput): string {
  const named = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const example = named('path').find((parameter) => parameter.name === name)?.example;
    return example === null || example === undefined ? '1' : encodeURIComponent(example);
  });
  const query = named('query')
    .filter((parameter) => parameter.required && parameter.example !== null)
    .map(({ name, example }) => `${name}=${name === 'token' ? keyPlace : encodeURIComponent(example ?? '')}`)
    .join('&');
  const lines = [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quote(origin + filled + (query && `?${query}`))}`,
  ];
  if (needsKey) lines.push('-H "Authorization: Bearer $KEY"');
  for (const { name, example } of named('header'))
    if (example !== null) lines.push(`-H ${quote(`${name}: ${example}`)}`);
  if (contentType && body !== undefined) {
    const sent = isObject(body) && 'token' in body ? { ...body, token: keyPlace } : body;
    lines.push(`-H ${quote(`Content-Type: ${contentType}`)}`);
    lines.push(`-d ${quote(typeof sent === 'string' ? sent : JSON.stringify(sent))}`);
  }
  return lines.join(' \\\n  ').replaceAll(keyPlace, `'"$KEY"'`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
