import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDesk } from './desk';
import { isInstalled } from './run-bounded';
import { runSqlmap } from './sqlmap';
import { wapitiAs } from './wapiti';

/**
 * `node --import tsx bench/security/scan.ts [seconds]`: the built app under wapiti, which follows the pages of a signed-in admin and of a partner, and
 * sqlmap, on both APIs and the desk's searches (Debian: `apt install wapiti sqlmap`). Prints what they found; each has its
 * share of the time. Exits with 1 on a finding: somebody has to look whether it is one.
 */
const scanners = { 'wapiti as admin': wapitiAs('admin'), 'wapiti as partner': wapitiAs('partner'), sqlmap: runSqlmap };
const programs = ['wapiti', 'sqlmap'];
const seconds = Number(process.argv[2] ?? 600);

const missing = programs.filter((program) => !isInstalled(program));
if (missing.length > 0) {
  console.log(`Not installed: ${missing.join(', ')}. Debian has them: apt install ${missing.join(' ')}`);
  process.exitCode = 1;
} else await scan();

async function scan(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'coupon-desk-scan-'));
  const desk = await startDesk();
  try {
    for (const [name, run] of Object.entries(scanners)) {
      const started = performance.now();
      const findings = await run(desk, folder, seconds / Object.keys(scanners).length);
      console.log(`${name}: ${findings.length} findings in ${Math.round((performance.now() - started) / 1000)} s`);
      for (const finding of findings) console.log(`  ${finding}`);
      if (findings.length > 0) process.exitCode = 1;
    }
    const { status } = await fetch(`${desk.url}/health/live`);
    console.log(`The app answers ${status} afterwards.`);
  } finally {
    desk.close();
    await rm(folder, { recursive: true, force: true });
  }
}
