import { createHash } from 'node:crypto';
import { readApiDocument } from './check-api-document';

/** What the types of the client are generated from: examples and headers of answers would be comments, thousands of lines. */
export async function readClientDocument(): Promise<object> {
  return without(await readApiDocument(), ['example', 'examples', 'headers']) as object;
}

/** Says whether types fit a document: words may differ. */
export function digestOf(document: object): string {
  const bare = without(document, ['description', 'summary', 'tags', 'info', 'title']);
  return createHash('sha256').update(JSON.stringify(bare)).digest('hex');
}

/** Keys that are names of fields stay, whatever they are. */
function without(value: unknown, names: readonly string[], isNames = false): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => isNames || !names.includes(name));
  return Object.fromEntries(
    entries.map(([name, one]) => [name, without(one, names, !isNames && name === 'properties')]),
  );
}
