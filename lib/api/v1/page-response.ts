import { z } from '@hono/zod-openapi';

const next = z.string().nullable().meta({ description: 'Null on the last page.' });

/** The answer of a list that is read page by page: its rows under a name, and what leads to the page that follows. */
export function pageResponse<Name extends string, Row extends z.ZodType>(name: Name, row: Row, example: z.input<Row>) {
  return {
    description: 'A page of them.',
    content: {
      'application/json': {
        schema: z.object({ [name]: z.array(row), next } as Record<Name, z.ZodArray<Row>> & { next: typeof next }),
        example: { [name]: [example], next: null },
      },
    },
  };
}
