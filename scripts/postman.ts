import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readApiDocument } from './check-api-document';
import { run } from './run-tool';

// Postman's own; not installed with the rest (87 packages, 40 MB), because hardly anybody runs this.
const converter = ['--yes', '-p', 'openapi-to-postmanv2@6.3.3', 'openapi2postmanv2'];
const options = 'folderStrategy=Tags,parametersResolution=Example';

type Collection = { item: { name: string; item: unknown[] }[]; variable: { key: string; value: string }[] };
const variables = [
  { key: 'baseUrl', value: 'http://localhost:3000' },
  { key: 'bearerToken', value: '' },
];

const [target = 'coupon-desk.postman_collection.json'] = process.argv.slice(2);
const scratch = mkdtempSync(path.join(tmpdir(), 'coupon-desk-postman-'));
try {
  const file = path.join(scratch, 'openapi.json');
  writeFileSync(file, JSON.stringify(await readApiDocument()));
  await run('npx', [...converter, '-s', file, '-o', target, '-p', '-O', options]);
  const made = JSON.parse(readFileSync(target, 'utf8')) as Collection;
  // Webhooks are no calls: their folder is empty.
  const item = made.item.filter((folder) => folder.item.length > 0);
  const variable = [...variables, ...made.variable.filter(({ key }) => key !== 'baseUrl')];
  writeFileSync(target, `${JSON.stringify({ ...made, item, variable }, null, 2)}\n`);
  console.log(`${target}: ${item.map(({ name, item }) => `${name} ${item.length}`).join(', ')}.`);
  console.log('Set its variables baseUrl, the address of the desk, and bearerToken, the API key.');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
