import { globSync, readFileSync } from 'node:fs';

/**
 * What the product runs. `db` (connections, migrations, locks) is below every statement, `drizzle` is generated, and
 * `bench`, `test` and `e2e` make and read worlds of their own.
 */
const sources = ['{app,components,lib,sandbox,scripts}/**/*.{ts,tsx}', '{server,proxy}.ts'];
const exempt = /\.sql\.ts$|\.test\.tsx?$|\/testing\.tsx?$/;
const leastFiles = 500;

/** How the text of a whole statement begins, tagged or not. The select of a query builder's call begins with a bracket. */
const statement =
  /(?<!\\)[`'"]\s*(?:select\s|insert\s+into\s|update\s+\S+\s+(?:(?:as\s+)?\w+\s+)?set\s|delete\s+from\s|merge\s+into\s|with\s+(?:recursive\s+)?\S+\s+(?:\([^)]*\)\s+)?as\s|(?:lock\s+table|analyze|vacuum)\s)/g;

/** Refuses whole SQL statements outside `*.sql.ts`. @throws with their count, after printing the place of each */
export async function checkSql(): Promise<void> {
  const files = sources.flatMap((pattern) => globSync(pattern)).filter((file) => !exempt.test(file));
  if (files.length < leastFiles) throw new Error(`Only ${files.length} files were found.`);
  const places = files.flatMap((file) => findStatements(file, readFileSync(file, 'utf8')));
  for (const place of places) console.error(`  ${place}: move this statement into a *.sql.ts file next to it`);
  if (places.length > 0) throw new Error(`${places.length} SQL statements are outside *.sql.ts; see CONTRIBUTING.md.`);
  console.log(`  ${files.length} files without a whole statement`);
}

/** The place of each whole statement in a file that is to have none. Comments are read over. */
export function findStatements(file: string, text: string): string[] {
  return [...text.matchAll(statement)].flatMap(({ index }) => {
    const before = text.slice(0, index).split('\n');
    return /^\s*(?:\/|\*)/.test(before.at(-1) ?? '') ? [] : [`${file}:${before.length}`];
  });
}
