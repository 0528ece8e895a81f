import { accessSync, constants, existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { tryRun } from './run-tool';

/** Chromium without a window to draw: the browser tests take a quarter less time. */
const shell = '/usr/bin/chromium-headless-shell';
const usualPlaces = [
  shell,
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  ...['/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
];

/** A Chromium that is there already: CHROMIUM_PATH, the system's, or Playwright's own. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isExecutable(given)) throw new Error(`CHROMIUM_PATH names ${given}, which cannot be run.`);
  return given || [...usualPlaces, chromium.executablePath()].find(isExecutable);
}

/**
 * Finds a Chromium or installs one: from Debian's packages as root, where the shell is preferred to a browser that is there,
 * else Playwright's own. @throws when neither works
 */
export async function ensureChromium(): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get') && !process.env.CHROMIUM_PATH && !isExecutable(shell)) {
    await tryRun('apt-get', ['update', '-q']);
    await install('chromium-headless-shell');
    if (!findChromium()) await install('chromium');
  }
  if (!findChromium()) await tryRun('playwright', ['install', ...(isRoot ? ['--with-deps'] : []), 'chromium']);
  const found = findChromium();
  if (found) return found;
  throw new Error(
    'No Chromium was found and none could be installed. Install one (on Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  );
}

const install = (name: string) =>
  tryRun('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
