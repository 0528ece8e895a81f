type Value = string | Value[] | { [key: string]: Value };

/** More names than any call has; beyond them the rest of a body is not worth reading. */
const mostPairs = 20_000;

export const isForm = (type: string | undefined): boolean => type === 'application/x-www-form-urlencoded';

/** A flat form: of a name that is given twice the last counts, as it does in JSON. */
export function readFlatForm(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/**
 * A form with the brackets of Rails and PHP, as the object it describes: `coupon[code]=x`, `codes[list][]=a` and
 * `codes[list][0]=a`. Every value is text. Null for one that contradicts itself, such as `coupon=1&coupon[code]=x`.
 */
export function readForm(text: string): Record<string, Value> | null {
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > mostPairs) return null;
  const root = new Map<string, Node>();
  for (const [name, value] of pairs) {
    const path = pathOf(name);
    if (!path || !put(root, path, value)) return null;
  }
  return fromEntries(root);
}

type Node = string | Value[] | Map<string, Node>;

/** `coupon[code]` is `coupon`, `code`; at most three deep. */
function pathOf(name: string): string[] | null {
  const match = /^([^[\]]+)((?:\[[^[\]]*\]){0,2})$/.exec(name);
  if (!match) return null;
  const [, first = '', rest = ''] = match;
  return [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)];
}

function put(parent: Map<string, Node>, [key = '', next, ...rest]: string[], value: string): boolean {
  const known = parent.get(key);
  if (next === undefined) {
    if (known !== undefined && typeof known !== 'string') return false;
    parent.set(key, value);
    return true;
  }
  // An entry of a list: the last of the path is empty or a number.
  if (rest.length === 0 && /^\d*$/.test(next)) {
    if (known !== undefined && !Array.isArray(known)) return false;
    // `ids[]=` alone is how a form says "none".
    parent.set(key, [...(known ?? []), ...(value === '' ? [] : [value])]);
    return true;
  }
  if (known !== undefined && !(known instanceof Map)) return false;
  const inner = known ?? new Map<string, Node>();
  parent.set(key, inner);
  return put(inner, [next, ...rest], value);
}

const fromEntries = (members: Map<string, Node>): Record<string, Value> =>
  Object.fromEntries([...members].map(([key, node]) => [key, node instanceof Map ? fromEntries(node) : node]));
