import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine: that of CHROME_PATH, or the first on PATH. */
export function launched(): Promise<Browser> {
  const { CHROME_PATH, PATH = '' } = process.env;
  const found = CHROME_PATH || PATH.split(delimiter).flatMap(inFolder)[0];
  if (!found)
    throw new Error(
      'No Chromium here. Install it (`apt-get install chromium`, or any Chrome), or name it in CHROME_PATH, for these tests.',
    );
  // nobody else is on a machine of tests, and root may have no sandbox
  return chromium.launch({ executablePath: found, args: ['--no-sandbox'] });
}

function inFolder(folder: string): string[] {
  return NAMES.map((name) => join(folder, name)).filter((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
