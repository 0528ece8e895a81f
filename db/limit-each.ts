import type { ParameterOrFragment, ParameterOrJSON, Sql, TransactionSql, UnsafeQueryOptions } from 'postgres';

/** What Postgres ends by itself, as its settings and milliseconds. */
export type Limits = Record<string, number>;

const bare = new WeakMap<Sql, Sql>();

/** The client without what `limitEach` put around it, for the few statements that run outside of transactions alone. */
export const withoutLimits = (sql: Sql): Sql => bare.get(sql) ?? sql;

/**
 * A client that sets its limits in each transaction and makes every statement one: behind a pooler, what a session sets is lost
 * or reaches somebody else's. The setting is sent together with what comes next.
 */
export function limitEach(sql: Sql, limits: Limits): Sql {
  const setting = Object.entries(limits)
    .map(([name, ms]) => `set local ${name} = ${ms}`)
    .join('; ');
  if (setting === '') return sql;

  const begin = (...given: [string, Work] | [Work]) => {
    const work = given.length === 1 ? given[0] : given[1];
    const limited: Work = (tx) => {
      // What is wrong with it ends the transaction, and is thrown by that.
      tx.unsafe(setting).catch(() => {});
      return work(tx);
    };
    return given.length === 1 ? sql.begin(limited) : sql.begin(given[0], limited);
  };
  const unsafe = (text: string, values?: Values, options?: UnsafeQueryOptions) =>
    whenAwaited((as) => begin((tx) => as(tx.unsafe(text, values, options))));

  const limited = new Proxy(sql, {
    apply(target, self, given: Parameters<Sql>) {
      const [strings, ...values] = given as unknown as [TemplateStringsArray, ...ParameterOrFragment<never>[]];
      if (!Array.isArray(strings?.raw)) return Reflect.apply(target, self, given);
      return whenAwaited((as) => begin((tx) => as(tx(strings, ...values))));
    },
    get(target, name) {
      if (name === 'begin') return begin;
      if (name === 'unsafe') return unsafe;
      return Reflect.get(target, name);
    },
  });
  bare.set(limited, sql);
  return limited;
}

type Work = (tx: TransactionSql) => unknown;
type Values = ParameterOrJSON<never>[];
type Query = PromiseLike<unknown> & { values: () => PromiseLike<unknown> };

/** As a query of the driver: it is sent when somebody waits for it. */
function whenAwaited(run: (as: (query: Query) => PromiseLike<unknown>) => Promise<unknown>) {
  const later = (as: (query: Query) => PromiseLike<unknown>) => {
    let sent: Promise<unknown> | undefined;
    const send = () => (sent ??= run(as));
    return {
      // biome-ignore lint/suspicious/noThenProperty: it is awaited as a query of the driver is.
      then: (...given: Parameters<Promise<unknown>['then']>) => send().then(...given),
      catch: (...given: Parameters<Promise<unknown>['catch']>) => send().catch(...given),
      finally: (...given: Parameters<Promise<unknown>['finally']>) => send().finally(...given),
    };
  };
  return { ...later((query) => query), values: () => later((query) => query.values()) };
}
