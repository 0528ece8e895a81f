import { makePgArray } from 'drizzle-orm/pg-core';
import type { PostgresType } from 'postgres';
import { parse } from 'postgres-array';

const asText = (text: string) => text;

/** The object identifiers of Postgres' own array types (`pg_type.dat`, the same in every version) and what their elements are. */
const elements: Record<number, (text: string) => unknown> = {
  1000: (text) => text === 't', // bool
  1001: asText, // bytea
  1003: asText, // name
  1005: Number, // int2
  1007: Number, // int4
  1009: asText, // text
  1015: asText, // varchar
  1016: asText, // int8
  1022: Number, // float8
  1028: Number, // oid
  2951: asText, // uuid
};

/**
 * How postgres.js reads and writes arrays. It would ask each new connection for their identifiers by itself, in a query that
 * nobody awaits: a connection cut at that moment would end the process. Without that query, `sql.reserve()` of 3.4.9 never
 * resolves on a new connection; nothing here uses it.
 */
export const arrayTypes: Record<string, PostgresType> = Object.fromEntries(
  Object.entries(elements).map(([oid, element]) => [
    `array_${oid}`,
    {
      to: Number(oid),
      from: [Number(oid)],
      parse: (text: string) => parse(text, element),
      serialize: (value: unknown) => (Array.isArray(value) ? makePgArray(value) : value),
    },
  ]),
);
