type Page<Row> = { rows: readonly Row[]; next: string | null };

/** Every row of a list, page by page, as they are asked for. */
export async function* rowsOf<Row>(readPage: (after: string | undefined) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let after: string | undefined;
  do {
    const { rows, next } = await readPage(after);
    yield* rows;
    after = next ?? undefined;
  } while (after !== undefined);
}

/** The query of a page under `/management`: the first is asked for by its number. */
export const managementPage = (after: string | undefined, perPage: number) =>
  after === undefined ? { page: 1, per_page: perPage } : { after, per_page: perPage };
