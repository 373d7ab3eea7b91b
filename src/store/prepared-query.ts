import type { CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Stands for a value that is known only when the query runs. */
class Parameter {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Gives a parameter its place in a query, where a value of any column's type may stand. */
export type ParameterOf<Name extends string> = (name: Name) => never;

/**
 * A query that is built once and then run with different values. Building and compiling a query takes kysely several
 * times as long as SQLite takes to run it.
 */
export function prepareQuery<Name extends string, Row>(
  database: Kysely<Schema>,
  build: (parameter: ParameterOf<Name>) => { compile(): CompiledQuery<Row> },
): (values: Readonly<Record<Name, unknown>>) => Promise<readonly Row[]> {
  let built: { readonly query: CompiledQuery<Row>; readonly names: readonly Name[] } | undefined;
  return async (values) => {
    built ??= compile(build);
    const parameters = built.names.map((name) => values[name]);
    const { rows } = await database.executeQuery<Row>({ ...built.query, parameters });
    return rows;
  };
}

function compile<Name extends string, Row>(
  build: (parameter: ParameterOf<Name>) => { compile(): CompiledQuery<Row> },
): { query: CompiledQuery<Row>; names: readonly Name[] } {
  const query = build((name) => new Parameter(name) as never).compile();
  const names = query.parameters.map((parameter) => {
    if (parameter instanceof Parameter) return parameter.name as Name;
    throw new Error('A prepared query has a value in it that is no parameter.');
  });
  return { query, names };
}
