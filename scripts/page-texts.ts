import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Which texts each layout of `app` gives to the scripts of its pages. */
export const textsFile = 'app/_texts/of-layouts.json';

type Module = { isClient: boolean; imports: string[]; texts: string[] };

const routeFile = /\/(?:page|layout|template|loading|error|not-found|default)\.tsx$/;
const importOf = /(?:^|\n)(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/g;
const asked = /\buseTranslations\(([^()]*)\)/g;
/** They ask for the texts that their caller names. */
const askedThrough = /\buse(?:Field|Filter)Words\(\s*\w+,\s*(['`][^'`]+['`])/g;
/** What refuses something is translated as a sentence, not by a name. */
const refusals = /\brefusalsOf\(useMessages\(\)\)/;
const namesOnly = /^app\/\(desk\)\/_fields\/use-(?:field|filter)-words\.ts$/;

/**
 * By layout, the shortest list of names, such as `sales.states`, under which every text is that a script can ask for below it and
 * that no layout above it gives. A layout is a folder of `app`.
 * `root` is the project's folder. @throws where a script asks for texts by a name that cannot be read here
 */
export function textsOfLayouts(root = '.'): Record<string, string[]> {
  const modules = readModules(root);
  const routes = globSync('app/**/*.tsx', { cwd: root }).filter((file) => routeFile.test(file));
  const layouts = routes.filter((file) => file.endsWith('/layout.tsx')).map((file) => path.dirname(file));
  const isBelow = (file: string, folder: string) => file.startsWith(`${folder}/`);
  const above = (file: string) => layouts.filter((layout) => isBelow(file, layout)).sort((a, b) => a.length - b.length);

  const wanted = new Map(layouts.sort().map((layout) => [layout, new Set<string>()]));
  for (const file of routes) {
    const own = wanted.get(above(file).at(-1) ?? 'app');
    for (const name of textsOfScripts(modules, file)) own?.add(name);
  }
  const lists = [...wanted].map(([layout, names]) => {
    const given = above(`${layout}/layout.tsx`).slice(0, -1);
    const known = given.flatMap((one) => [...(wanted.get(one) ?? [])]);
    const isCovered = (name: string, by: Iterable<string>) => [...by].some((one) => name.startsWith(`${one}.`));
    const left = [...names].filter((name) => !known.includes(name) && !isCovered(name, [...known, ...names]));
    return [layout, left.sort()] as const;
  });
  return Object.fromEntries(lists);
}

/** What the browser runs for one file of a route: modules that say so, and all that those import. */
function textsOfScripts(modules: Map<string, Module>, file: string): Set<string> {
  const texts = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string, inBrowser: boolean) => {
    const module = modules.get(name);
    if (!module) return;
    const isScript = inBrowser || module.isClient;
    const key = `${name} ${isScript}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (isScript) for (const text of module.texts) texts.add(text);
    for (const other of module.imports) visit(other, isScript);
  };
  visit(file, false);
  return texts;
}

function readModules(root: string): Map<string, Module> {
  const files = globSync(['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}'], { cwd: root });
  return new Map(files.filter((file) => !file.includes('.test.')).map((file) => [file, readModule(root, file)]));
}

function readModule(root: string, file: string): Module {
  const source = readFileSync(path.join(root, file), 'utf8');
  // A server action is called from the browser, and runs on the server.
  const isAction = /^\s*'use server'/.test(source);
  return {
    isClient: /^\s*'use client'/.test(source),
    imports: isAction
      ? []
      : [...source.matchAll(importOf)].flatMap(([, one, other]) => found(root, file, one ?? other ?? '')),
    texts: isAction ? [] : textsAsked(file, source),
  };
}

function found(root: string, from: string, specifier: string): string[] {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : path.join(path.dirname(from), specifier);
  if (!specifier.startsWith('@/') && !specifier.startsWith('.')) return [];
  return [base, `${base}.tsx`, `${base}.ts`]
    .filter((file) => /\.tsx?$/.test(file) && existsSync(path.join(root, file)))
    .slice(0, 1);
}

function textsAsked(file: string, source: string): string[] {
  const calls = [...source.matchAll(asked), ...source.matchAll(askedThrough)].flatMap(([call, name]) => {
    const literals = literalsIn(name ?? '');
    if (literals.length === 0 && !namesOnly.test(file))
      throw new Error(`${file}: which texts does ${call} ask for? Name them there.`);
    return literals;
  });
  return refusals.test(source) ? [...calls, 'refusals'] : calls;
}

/** `'sales'` as it is, and of `links.${kind}` what is before the value. */
const literalsIn = (text: string) =>
  [...text.matchAll(/['`]([\w.]+?)(?:\.\$\{[^'`]*)?['`]/g)].flatMap(([, name]) => name ?? []);

/** @throws where the list is not what the scripts ask for now */
export async function checkPageTexts(): Promise<void> {
  const [kept, wanted] = [JSON.parse(readFileSync(textsFile, 'utf8')) as Record<string, string[]>, textsOfLayouts()];
  const differing = Object.keys({ ...kept, ...wanted }).filter((one) => `${kept[one]}` !== `${wanted[one]}`);
  for (const layout of differing) console.error(`  ${layout}: ${wanted[layout] ?? 'no layout'}`);
  if (differing.length > 0) throw new Error(`${textsFile} is not true any more: npm run texts writes it.`);
  console.log(`  the texts of ${Object.keys(kept).length} layouts`);
}
