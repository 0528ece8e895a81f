import type { Sql, TransactionSql } from 'postgres';
import { type OpenedSpan, tracer } from '@/lib/core/tracing';

/** A query of the driver, which is sent when somebody waits for it. */
type Query = {
  strings: readonly string[];
  handler: (query: Query) => unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};

/** A client whose statements are spans of the trace that asks for them; the client itself unless traces are sent. */
export function traceStatements(sql: Sql): Sql {
  return tracer() ? follow(sql) : sql;
}

function follow<S extends Sql | TransactionSql>(sql: S): S {
  return new Proxy(sql, {
    apply: (target, self, given) => watch(Reflect.apply(target as unknown as () => unknown, self, given)),
    get(target, name) {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      if (name === 'unsafe') return (...given: unknown[]) => watch(found.apply(target, given));
      if (name === 'begin' || name === 'savepoint')
        return (...given: unknown[]) => found.apply(target, given.map(followed));
      return found;
    },
  });
}

/** What is done within a transaction is followed, too. */
const followed = (given: unknown) => (typeof given === 'function' ? (tx: TransactionSql) => given(follow(tx)) : given);

function watch(made: unknown): unknown {
  if (!isQuery(made)) return made;
  const { handler } = made;
  made.handler = (query) => {
    const span = openSpan(query.strings.join(' '));
    if (span) endWith(query, span);
    return handler(query);
  };
  return made;
}

const isQuery = (made: unknown): made is Query =>
  made instanceof Promise && 'handler' in made && 'strings' in made && Array.isArray(made.strings);

/** Of its text only what is done with which table: the text can have values in it. */
function openSpan(text: string): OpenedSpan | undefined {
  const operation = /^\W*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'STATEMENT';
  const table = /\b(?:from|into|update|join)\s+(?:only\s+)?((?:"?[a-z_]+"?\.)?"?[a-z_][a-z0-9_]*"?)/i.exec(text)?.[1];
  const name = table?.replaceAll('"', '').toLowerCase();
  return tracer()?.open({
    name: name ? `${operation} ${name}` : operation,
    kind: 'client',
    attributes: {
      ...{ 'db.system.name': 'postgresql', 'db.operation.name': operation },
      ...(name ? { 'db.collection.name': name } : {}),
    },
    // The desk asks all day for work that is there to do: without a trace above it that is nothing to look at.
    onlyBelow: true,
  });
}

function endWith(query: Query, span: OpenedSpan): void {
  const { resolve, reject } = query;
  query.resolve = (result) => {
    span.end();
    resolve(result);
  };
  query.reject = (error) => {
    span.end(error);
    reject(error);
  };
}
