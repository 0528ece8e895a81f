import { writeFileSync } from 'node:fs';
import { textsFile, textsOfLayouts } from './page-texts';
import { run } from './run-tool';

writeFileSync(textsFile, JSON.stringify(textsOfLayouts()));
await run('biome', ['format', '--write', textsFile]);
