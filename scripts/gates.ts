import { checkApiDocument } from './check-api-document';
import { checkHardCoded } from './check-hard-coded';
import { checkMessages } from './check-messages';
import { checkMigrations } from './check-migrations';
import { checkSql } from './check-sql';
import { checkWords } from './check-words';
import { checkImportTable } from './import-table';
import { checkPageTexts } from './page-texts';
import type { Step } from './run-steps';
import { run } from './run-tool';

/** On a fresh clone the route types and next-env.d.ts are not there yet. */
async function checkTypes(): Promise<void> {
  await run('next', ['typegen']);
  await run('tsc', ['--noEmit']);
}

export const types: Step = { name: 'Types: next typegen, tsc', work: checkTypes };

/** What needs neither the build nor a database. */
export const gates: Step[] = [
  types,
  { name: 'Format and lint: biome ci', work: () => run('biome', ['ci', '.']) },
  { name: 'Import table: dependency-cruiser', work: checkImportTable },
  { name: 'SQL in *.sql.ts', work: checkSql },
  { name: 'Plain words', work: () => checkWords({ tree: true }) },
  { name: 'Texts in each language', work: checkMessages },
  { name: 'Texts of each page', work: checkPageTexts },
  { name: 'No text in pages', work: checkHardCoded },
  { name: 'Migrations: drizzle-kit', work: checkMigrations },
  { name: 'OpenAPI document: redocly, spectral', work: checkApiDocument },
  { name: 'Unused code: knip', work: () => run('knip', []) },
];
