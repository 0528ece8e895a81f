import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf, readClientDocument } from './client-document';
import { run } from './run-tool';

const target = 'clients/typescript/src/schema.ts';
// Not installed with the rest: it needs TypeScript 5, and only who changes the document needs it.
const generator = ['-p', 'typescript@5.9.3', '-p', 'openapi-typescript@7.13.0', 'openapi-typescript'];

const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-client-'));
try {
  const document = await readClientDocument();
  const file = path.join(scratch, 'openapi.json');
  const made = path.join(scratch, 'schema.ts');
  writeFileSync(file, JSON.stringify(document));
  await run('npx', ['--yes', ...generator, file, '-o', made]);
  writeFileSync(target, `// Of the document ${digestOf(document)}\n${readFileSync(made, 'utf8')}`);
  console.log(`${target} is written.`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
