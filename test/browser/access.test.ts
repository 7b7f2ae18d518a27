import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { BANK } from '../lib/cli/isolation/bank';
import { fleet } from './fleet';
import { cellName, clickPair, explanations, opened } from './opened-map';

interface AccessNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

/** What a screen reader is told. */
async function told(page: Page): Promise<AccessNode[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return (nodes as unknown as AccessNode[]).filter(({ ignored }) => !ignored);
}

function named(nodes: readonly AccessNode[], role: string): string[] {
  return nodes.filter((node) => node.role?.value === role).map(({ name }) => name?.value ?? '');
}

const CUSTOMER = 'yaobank-customer/customer';

describe('without a mouse', () => {
  test('a pair is found and explained by keys alone, and Escape leads back', async () => {
    const { page } = await opened({ 'bank.yaml': BANK }, { hash: { view: 'matrix' } });
    const isInMatrix = () => page.evaluate<boolean>(`document.activeElement.closest('.matrix') !== null`);
    for (let tabs = 0; tabs < 40 && !(await isInMatrix()); tabs++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    const wanted = `${CUSTOMER} (Windows) to yaobank-summary/summary (Linux): TCP 80`;
    for (let steps = 0; steps < 40 && (await cellName(page)) !== wanted; steps++)
      await page.keyboard.press('ArrowRight');
    expect(await cellName(page)).toBe(wanted);
    expect(await page.evaluate(`document.activeElement.getAttribute('role')`)).toBe('gridcell');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.id === 'pair'`);
    const byKeys = await explanations(page);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe(wanted);
    await clickPair(page, CUSTOMER, 'Kubernetes DNS');
    await clickPair(page, CUSTOMER, 'yaobank-summary/summary');
    expect(byKeys).toEqual(await explanations(page));
    expect(byKeys.length).toBeGreaterThan(1);
  });

  test('namespaces open and close, and a name leads to all its connections', async () => {
    const { page } = await opened({ 'fleet.yaml': fleet(60) });
    await page.locator('.matrix [tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    const expanded = () => page.evaluate(`document.activeElement.getAttribute('aria-expanded')`);
    expect(await expanded()).toBe('false');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.getAttribute('aria-expanded') === 'true'`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(`document.activeElement.id === 'party'`);
    expect(await page.locator('.panel caption').first().textContent()).toMatch(/^team-0\/api connects to/);
  });

  test('who opens two namespaces at once stays where they cross', async () => {
    const { page } = await opened({ 'fleet.yaml': fleet(60) });
    await clickPair(page, 'all of team-3', 'all of team-0');
    await page.keyboard.press('ArrowDown');
    expect(await cellName(page)).toMatch(/^team-3\/api .* to all of team-0, 12 pairs: /);
  });

  test('what has the focus is seen', async () => {
    const { page } = await opened({ 'bank.yaml': BANK }, { hash: { view: 'matrix' } });
    for (let tabs = 0; tabs < 14; tabs++) {
      await page.keyboard.press('Tab');
      const [tag, outline, beside] = await page.evaluate<[string, number, number]>(`(() => {
        const width = (element) => element === null ? 0 : parseFloat(getComputedStyle(element).outlineWidth) * (getComputedStyle(element).outlineStyle === 'none' ? 0 : 1);
        const { activeElement } = document;
        return [activeElement.tagName, width(activeElement), width(activeElement.nextElementSibling)];
      })()`);
      if (tag !== 'BODY') expect(Math.max(outline, beside)).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('for those who do not see it', () => {
  test('everything has its role and a name', async () => {
    const { page } = await opened(
      { 'bank.yaml': BANK },
      { hash: { view: 'matrix', from: CUSTOMER, to: 'yaobank-summary/summary' } },
    );
    const nodes = await told(page);
    expect(named(nodes, 'grid')).toEqual(['Who can talk to whom: rows connect to columns']);
    expect(named(nodes, 'gridcell')[0]).toMatch(/^all of yaobank-customer to all of yaobank-customer, 1 pair: /);
    expect(named(nodes, 'rowheader')).toEqual(named(nodes, 'columnheader').slice(1));
    expect(named(nodes, 'rowheader')).toContain('(Windows) customer');
    expect(named(nodes, 'radio')).toEqual(['Matrix', 'Map', 'each pod on its own system', 'all Linux', 'all Windows']);
    expect(named(nodes, 'group')).toEqual(expect.arrayContaining(['View', 'Nodes']));
    expect(named(nodes, 'complementary')).toEqual(['Why']);
    expect(named(nodes, 'main')).toHaveLength(1);
    expect(named(nodes, 'heading')).toContain('Who can talk to whom, each pod on a node of its own system');
    for (const role of ['button', 'radio', 'combobox', 'searchbox'])
      for (const name of named(nodes, role)) expect([role, name]).toEqual([role, expect.stringMatching(/\S/)]);
    expect(nodes.some(({ role }) => role?.value === 'status')).toBe(true);
  });

  test('the connections of a workload are a table with heads', async () => {
    const { page } = await opened({ 'bank.yaml': BANK }, { hash: { at: CUSTOMER } });
    const nodes = await told(page);
    expect(named(nodes, 'table')).toEqual([`${CUSTOMER} connects to (2)`, `Connect to ${CUSTOMER} (1)`]);
    const heads = ['Who', 'What passes', 'Windows beside Linux', 'Why'];
    expect(named(nodes, 'columnheader')).toEqual([...heads, ...heads]);
    expect(named(nodes, 'rowheader').slice(0, 2)).toEqual([
      'yaobank-summary/summary (Linux)',
      'Kubernetes DNS (Linux)',
    ]);
    expect(named(nodes, 'button')).toContain(`Why: ${CUSTOMER} to yaobank-summary/summary`);
  });
});

describe('for those who see little', () => {
  test.each(['light', 'dark'] as const)('texts stand out from their ground by 4.5 to 1 in %s', async (colorScheme) => {
    const looks: readonly Readonly<Record<string, string>>[] = [
      { view: 'matrix', from: 'team-2/mailer', to: 'the Internet', open: 'team-2' },
      { view: 'map', at: 'team-2/web' },
    ];
    for (const hash of looks) {
      const { page } = await opened({ 'fleet.yaml': fleet(36) }, { hash, colorScheme });
      const texts = await page.evaluate<{ text: string; ratio: number }[]>(CONTRASTS);
      expect(texts.length).toBeGreaterThan(60);
      expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });

  test('marks stand out from their ground by 3 to 1', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await opened({ 'bank.yaml': BANK }, { colorScheme });
      const ratios = await page.evaluate<Record<string, number>>(`(() => { ${RATIO}
        const style = getComputedStyle(document.documentElement);
        const value = (name) => { const probe = document.createElement('i'); document.body.append(probe); probe.style.color = style.getPropertyValue(name); const { color } = getComputedStyle(probe); probe.remove(); return color; };
        return Object.fromEntries(['all', 'some', 'depends', 'opened', 'closed', 'other', 'broken', 'edge', 'link'].flatMap((name) => ['ground', 'whole', 'band'].map((under) => [name + ' on ' + under, ratio(value('--' + name), value('--' + under))])));
      })()`);
      expect(Object.entries(ratios).filter(([, ratio]) => ratio < 3)).toEqual([]);
    }
  });

  test('nothing moves where somebody wants no motion', async () => {
    const duration = async (reducedMotion: 'reduce' | 'no-preference') => {
      const { page } = await opened({ 'bank.yaml': BANK }, { reducedMotion });
      return page.evaluate<string>(`getComputedStyle(document.querySelector('.edge')).transitionDuration`);
    };
    expect([await duration('reduce'), await duration('no-preference')]).toEqual(['0s', '0.12s']);
  });

  test('on paper the explanation is there and the switches are not', async () => {
    const { page } = await opened(
      { 'bank.yaml': BANK },
      { hash: { view: 'matrix', from: CUSTOMER, to: 'yaobank-summary/summary' } },
    );
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('Workload').isVisible()).toBe(false);
    expect(await page.locator('.case').first().isVisible()).toBe(true);
    expect(await page.locator('.legend').isVisible()).toBe(true);
  });
});

const RATIO = `
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => value / 255).map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => { const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x); return (high + 0.05) / (low + 0.05); };`;

/** Every text that is seen, with how it stands out. Source: WCAG 2.2, 1.4.3. */
const CONTRASTS = `(() => { ${RATIO}
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (data.trim() === '' || ['SCRIPT', 'NOSCRIPT', 'OPTION', 'STYLE'].includes(parentElement.tagName)) continue;
    texts.push({ text: data.trim().slice(0, 40), ratio: ratio(getComputedStyle(parentElement).color, ground(parentElement)) });
  }
  return texts;
})()`;
