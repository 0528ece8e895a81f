import { keyPlace, type SampleRequest } from './request';

/** A command that works when pasted into a shell, with the key in `$KEY`. */
export function curlOf({ method, url, headers, body }: SampleRequest): string {
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} ${quote(url)}`];
  for (const [name, value] of headers) {
    lines.push(
      value.includes(keyPlace)
        ? `-H "${name}: ${value.replace(keyPlace, '$KEY')}"`
        : `-H ${quote(`${name}: ${value}`)}`,
    );
  }
  if (body !== undefined) lines.push(`-d ${quote(typeof body === 'string' ? body : JSON.stringify(body))}`);
  return lines.join(' \\\n  ').replaceAll(keyPlace, `'"$KEY"'`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
