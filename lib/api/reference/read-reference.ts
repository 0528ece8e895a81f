import { type ApiDocument, apiDocument } from '../openapi/describe-api';
import { slugOfTag } from '../openapi/tags';
import type { SampleCall } from './samples/request';
import { exampleFrom, type Field, fieldsOf, resolve, type Schema, typeOf } from './schema-fields';

export type Parameter = Field & { in: 'path' | 'query' | 'header' };
export type Answer = {
  status: string;
  description: string;
  contentType: string | null;
  example: string | null;
  /** None where they are those of an answer before it. */
  fields: Field[];
  /** The status of that answer. */
  fieldsOf: string | null;
};
export type Operation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  needsKey: boolean;
  parameters: Parameter[];
  body: { contentType: string; fields: Field[]; example: string | null } | null;
  answers: Answer[];
  /** Null for what we send. */
  call: SampleCall | null;
};
export type Group = { id: string; name: string; description: string; operations: Operation[] };
export type Reference = { title: string; version: string; description: string; groups: Group[] };

type Media = { schema?: Schema; example?: unknown; examples?: Record<string, { value?: unknown }> };
type RawParameter = {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
  example?: unknown;
};
type RawAnswer = { $ref?: string; description?: string; content?: Record<string, Media> };
type RawOperation = {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, unknown>[];
  parameters?: RawParameter[];
  requestBody?: { content?: Record<string, Media> };
  responses?: Record<string, RawAnswer>;
};

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The API's document as a page shows it: grouped by tag, references followed, every field in a table's row. */
export function readReference(app: Parameters<typeof apiDocument>[0]): Reference {
  const document = apiDocument(app);
  const groups = new Map<string, Group>();
  for (const tag of document.tags ?? []) {
    groups.set(tag.name, {
      id: slugOfTag(tag.name),
      name: tag.name,
      description: tag.description ?? '',
      operations: [],
    });
  }
  const shown = [
    ...Object.entries(document.paths ?? {}).map((entry) => [...entry, false] as const),
    ...Object.entries(document.webhooks ?? {}).map((entry) => [...entry, true] as const),
  ];
  for (const [path, item, isSent] of shown) {
    for (const method of methods) {
      const raw = (item as Record<string, RawOperation>)[method];
      if (!raw) continue;
      const name = raw.tags?.[0];
      const group = groups.get(name ?? '');
      if (!group) throw new Error(`${method} ${path} is in no group of the reference: ${name}`);
      group.operations.push(toOperation(document, isSent, method, path, raw));
    }
  }
  const { title, version, description = '' } = document.info;
  return { title, version, description, groups: [...groups.values()].filter((group) => group.operations.length > 0) };
}

function toOperation(
  document: ApiDocument,
  isSent: boolean,
  method: string,
  path: string,
  raw: RawOperation,
): Operation {
  const [contentType, media] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
  const example = media ? (exampleOf(media) ?? exampleFrom(document, media.schema)) : undefined;
  const bearer = (raw.security ?? document.security ?? []).length > 0;
  const parameters = (raw.parameters ?? []).map((parameter) => toParameter(document, parameter));
  const fields = media?.schema ? fieldsOf(document, media.schema) : [];
  return {
    id: raw.operationId ?? slugOfTag(`${method} ${path}`),
    method: method.toUpperCase(),
    path,
    summary: raw.summary ?? `${method.toUpperCase()} ${path}`,
    description: raw.description ?? '',
    needsKey: bearer || [...parameters, ...fields].some(({ name }) => name === 'token'),
    parameters,
    body: contentType ? { contentType, fields, example: pretty(example) } : null,
    answers: withFieldsOnce(
      Object.entries(raw.responses ?? {}).map(([status, answer]) => toAnswer(document, status, answer)),
    ),
    call: isSent
      ? null
      : {
          ...{ method: method.toUpperCase(), path, bearer },
          parameters: parameters.map(({ in: place, name, required, example }) => ({
            in: place,
            name,
            required,
            example,
          })),
          body: contentType ? { contentType, example: pretty(example) ?? '' } : null,
        },
  };
}

function toParameter(document: ApiDocument, raw: RawParameter): Parameter {
  const schema = resolve(document, raw.schema ?? {});
  const example = raw.example ?? schema.example;
  return {
    in: raw.in as Parameter['in'],
    name: raw.in === 'header' ? raw.name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()) : raw.name,
    path: `${raw.in} ${raw.name}`,
    depth: 0,
    type: typeOf(document, schema),
    required: raw.required ?? false,
    description: raw.description ?? schema.description ?? '',
    example: example === undefined ? null : typeof example === 'string' ? example : JSON.stringify(example),
  };
}

function toAnswer(document: ApiDocument, status: string, given: RawAnswer): Answer {
  const shared = document.components?.responses as Record<string, RawAnswer> | undefined;
  const raw = shared?.[given.$ref?.split('/').at(-1) ?? ''] ?? given;
  const [contentType, media] = Object.entries(raw.content ?? {})[0] ?? [];
  return {
    status,
    description: raw.description ?? '',
    contentType: contentType ?? null,
    example: media ? pretty(exampleOf(media)) : null,
    fields: media?.schema ? fieldsOf(document, media.schema) : [],
    fieldsOf: null,
  };
}

/** Refusals have the same fields by the dozen: those of each kind are listed once in a call. */
function withFieldsOnce(answers: Answer[]): Answer[] {
  const listed = new Map<string, string>();
  return answers.map((answer) => {
    if (answer.fields.length === 0) return answer;
    const kind = JSON.stringify([answer.contentType, answer.fields]);
    const before = listed.get(kind);
    if (before === undefined) listed.set(kind, answer.status);
    return before === undefined ? answer : { ...answer, fields: [], fieldsOf: before };
  });
}

function exampleOf(media: Media): unknown {
  return media.example ?? Object.values(media.examples ?? {})[0]?.value ?? media.schema?.example;
}

function pretty(example: unknown): string | null {
  if (example === undefined) return null;
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2);
}
