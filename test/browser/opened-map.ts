import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { command, folderOf, type Outcome } from '../lib/cli/command';
import { launched } from './chromium';

let browser: Browser;

beforeAll(async () => {
  browser = await launched();
});

afterAll(async () => {
  await browser?.close();
});

type Files = Readonly<Record<string, string>>;

export interface OpenedMap {
  readonly page: Page;
  /** Runs the same command with other options. */
  answer(...args: string[]): Promise<string>;
  /** What the page has asked for, and what the browser has complained about. */
  readonly complaints: readonly string[];
}

export interface Opening extends BrowserContextOptions {
  readonly args?: readonly string[];
  /** What stands behind the #. */
  readonly hash?: Readonly<Record<string, string>>;
}

/** The page that the command writes for these files, in the browser. */
export async function opened(files: Files, { args = [], hash = {}, ...context }: Opening = {}): Promise<OpenedMap> {
  const folder = folderOf(files);
  const run = (...more: readonly string[]): Promise<Outcome> =>
    command(['isolation', ...Object.keys(files), '--quiet', ...more], { cwd: folder });
  const { stderr } = await run(...args, '--format', 'html', '--output', 'map.html');
  expect(stderr).not.toContain('error: unknown');
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 }, ...context })).newPage();
  const complaints: string[] = [];
  const file = pathToFileURL(join(folder, 'map.html')).href;
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== file && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${file}#${new URLSearchParams(hash)}`);
  return { page, complaints, answer: async (...more) => (await run(...more)).stdout };
}

/** The element of the matrix that has the focus or would get it, in words. */
export function cellName(page: Page): Promise<string | null> {
  return page.locator('[role=gridcell]').getAttribute('aria-label');
}

/** Clicks where a row and a column of the matrix cross. */
export async function clickPair(page: Page, from: string, to: string): Promise<void> {
  const header = (role: string, name: string) =>
    page.locator(`[role=${role}]`, { has: page.locator(`[title="${name}"]`) });
  const row = await header('rowheader', from).boundingBox();
  const column = await header('columnheader', to).boundingBox();
  if (row === null || column === null) throw new Error(`${from} or ${to} is not in the matrix`);
  await page.mouse.click(column.x + column.width / 2, row.y + row.height / 2);
}

/** The text of the explanations, line by line, as one reads it; signs that only decorate are left out. */
export async function explanations(
  page: Page,
): Promise<readonly { readonly title: string; readonly lines: string[] }[]> {
  return page.evaluate(`[...document.querySelectorAll('.panel .case')].map((one) => {
    const copy = one.cloneNode(true);
    for (const sign of copy.querySelectorAll('[aria-hidden]')) sign.remove();
    const lines = [...copy.querySelectorAll('h4, p, pre')].flatMap((each) => each.textContent.split('\\n'));
    return { title: copy.querySelector('h3').textContent, lines: lines.map((line) => line.trim()) };
  })`);
}
