import type { ApiDocument } from '../openapi/describe-api';

/** One row of a table of fields; `depth` counts how far it is nested. */
export type Field = {
  name: string;
  /** With its parents' names, so that no two of a list are the same: `user.id`. */
  path: string;
  depth: number;
  type: string;
  required: boolean;
  description: string;
  example: string | null;
};

export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  example?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

const deepest = 4;

/** Follows `$ref` and joins `allOf`; what the reference itself says of the schema wins. */
export function resolve(document: ApiDocument, schema: Schema): Schema {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    const { $ref: _, ...own } = schema;
    const target = (document.components?.schemas as Record<string, Schema> | undefined)?.[name];
    return { ...(target ? resolve(document, target) : {}), ...own };
  }
  if (!schema.allOf) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.map((part) => resolve(document, part));
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {})),
    required: parts.flatMap((part) => part.required ?? []),
    ...own,
  };
}

/** The fields of an object, nested ones below their parent. */
export function fieldsOf(document: ApiDocument, schema: Schema, depth = 0, parent = ''): Field[] {
  const object = objectIn(document, schema);
  if (!object?.properties || depth > deepest) return [];
  return Object.entries(object.properties).flatMap(([name, given]) => {
    const property = resolve(document, given);
    const path = `${parent}${name}`;
    const field: Field = {
      name,
      path,
      depth,
      type: typeOf(document, property),
      required: object.required?.includes(name) ?? false,
      description: property.description ?? '',
      example: property.example === undefined ? null : JSON.stringify(property.example),
    };
    return [field, ...fieldsOf(document, property, depth + 1, `${path}.`)];
  });
}

function objectIn(document: ApiDocument, given: Schema): Schema | undefined {
  const schema = resolve(document, given);
  if (schema.properties) return schema;
  if (schema.items) return objectIn(document, schema.items);
  for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const found = objectIn(document, choice);
    if (found) return found;
  }
  return undefined;
}

/** `integer 1 to 100`, `string or null`, `one of "once", "repeating"`, `list of Redemption`. */
export function typeOf(document: ApiDocument, given: Schema): string {
  const schema = resolve(document, given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((choice) => typeOf(document, choice)))].join(' or ');
  const types = [schema.type ?? []].flat();
  const named = types.filter((type) => type !== 'null').map((type) => plain(document, schema, type));
  if (types.includes('null')) named.push('null');
  return named.join(' or ') || 'any value';
}

function plain(document: ApiDocument, schema: Schema, type: string): string {
  if (type === 'array') return `list of ${schema.items ? typeOf(document, schema.items) : 'any value'}`;
  if (type === 'string') {
    if (schema.format === 'date-time') return 'instant';
    return schema.maxLength === undefined ? 'text' : `text, at most ${schema.maxLength}`;
  }
  if (type !== 'integer' && type !== 'number') return type;
  return `${type === 'integer' ? 'whole number' : 'number'}${range(schema)}`;
}

function range({ minimum, maximum }: Schema): string {
  const open = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER;
  if (minimum === undefined || minimum <= -Number.MAX_SAFE_INTEGER) return open ? '' : ` up to ${maximum}`;
  return open ? ` from ${minimum}` : ` ${minimum} to ${maximum}`;
}

/** A body made of the examples that its required fields bring along; nothing when there are none. */
export function exampleFrom(document: ApiDocument, schema: Schema | undefined): Record<string, unknown> | undefined {
  const object = schema && objectIn(document, schema);
  const entries = (object?.required ?? []).flatMap((name) => {
    const property = resolve(document, object?.properties?.[name] ?? {});
    return property.example === undefined ? [] : [[name, property.example] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
