import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { tryRun } from './run-tool';

const licence = z.union([
  z.object({ license: z.object({ id: z.string().optional(), name: z.string().optional() }) }),
  z.object({ expression: z.string() }),
]);
const component = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  licenses: z.array(licence).optional(),
});
const document = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string() })),
});
const lockFile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
});

export type Sbom = z.output<typeof document>;
type Component = z.output<typeof component>;

/** What runs in production, as CycloneDX, made by npm from the installed packages. @throws when npm fails */
export async function readSbom(): Promise<Sbom> {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application'];
  const { code, stdout } = await tryRun('npm', args, { quiet: true });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed (${code}).`);
  const sbom = document.parse(JSON.parse(stdout));
  const isProduction = productionPackages();
  return {
    ...sbom,
    // npm names it by its folder.
    metadata: { ...sbom.metadata, component: { ...sbom.metadata.component, name: 'coupon-desk' } },
    components: sbom.components.filter((one) => isProduction(`${one.name}@${one.version}`)),
    dependencies: sbom.dependencies.filter(({ ref }) => isProduction(ref) || ref.startsWith('coupon-desk@')),
  };
}

/** npm's own `--omit=dev` also leaves out what some package has among its packages for development, such as zod. */
function productionPackages(): (nameAndVersion: string) => boolean {
  const { packages } = lockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const names = Object.entries(packages).flatMap(([place, { version, dev }]) => {
    const name = place.split('node_modules/').at(-1);
    return name && version && !dev ? [`${name}@${version}`] : [];
  });
  return (nameAndVersion) => names.includes(nameAndVersion);
}

/** Of packages that name none: what their file LICENSE says. */
const readByUs: Readonly<Record<string, string>> = { 'png-js@2.0.0': 'MIT' };

/** As SPDX writes it; several that all apply with `AND`. Empty where a package names none. */
export function licenceOf({ licenses = [], ...one }: Component): string {
  const named = licenses
    .map((one) => ('expression' in one ? one.expression : (one.license.id ?? one.license.name ?? '')))
    .join(' AND ');
  return named || (readByUs[`${one.name}@${one.version}`] ?? '');
}

/**
 * What asks for no more than to be named. LGPL-3.0-or-later is libvips, which Next's image tool loads as a library of its
 * own and the desk does not use; MPL-2.0 asks for changes of its own files, and none are made.
 */
const acceptedLicences = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense'],
  ...['CC0-1.0', 'CC-BY-4.0', 'OFL-1.1', 'MPL-2.0', 'LGPL-3.0-or-later', 'PostgreSQL', 'Python-2.0', 'Zlib'],
];

/** Whether the licence was looked at: all parts of it, or one of several to choose from. */
export function accepted(name: string): boolean {
  const choices = name.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((part) => acceptedLicences.includes(part)));
}
