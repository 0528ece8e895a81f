import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toCsv } from '@/lib/core/csv';
import { accepted, licenceOf, readSbom } from './read-sbom';

const folder = 'sbom';

const sbom = await readSbom();
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'coupon-desk.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
const rows = sbom.components.map((component) => [component.name, component.version, licenceOf(component)]);
writeFileSync(path.join(folder, 'licences.csv'), toCsv([['package', 'version', 'licence'], ...rows]));

const counts = new Map<string, number>();
for (const [, , licence] of rows) counts.set(String(licence), (counts.get(String(licence)) ?? 0) + 1);
console.table(
  [...counts].sort(([, one], [, other]) => other - one).map(([licence, packages]) => ({ licence, packages })),
);
console.log(
  `${rows.length} packages run in production; see ${folder}/coupon-desk.cdx.json and ${folder}/licences.csv.`,
);
const others = sbom.components.filter((component) => !accepted(licenceOf(component)));
for (const component of others) {
  console.log(
    `${component.name} ${component.version}: "${licenceOf(component)}" has to be looked at; see scripts/read-sbom.ts.`,
  );
}
if (others.length > 0) process.exitCode = 1;
