import { writeFileSync } from 'node:fs';
import { textsFile, textsOfLayouts } from './page-texts';

writeFileSync(textsFile, `${JSON.stringify(textsOfLayouts(), null, 2)}\n`);
console.log(`${textsFile} is written.`);
