import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import { WindowsApp } from 'cdk8s-windows';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-windows-synthesis-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Plan {
  readonly charts: readonly { readonly id: string; readonly parent: number }[];
  readonly parts: readonly { readonly chart: number; readonly objects: number }[];
  readonly dependencies: readonly (readonly [number, number])[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  charts: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', '1', '02', '10', 'x', 'y'),
      parent: fc.integer({ min: -3, max: 3 }),
    }),
    { minLength: 1, maxLength: 5, selector: ({ id }) => id },
  ),
  parts: fc.array(fc.record({ chart: fc.nat(4), objects: fc.nat(3) }), { maxLength: 6 }),
  dependencies: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 8 }),
});

/** The same constructs in an app of either kind. */
function build(app: App, { charts, parts, dependencies }: Plan): void {
  const made: Chart[] = [];
  for (const { id, parent } of charts) made.push(new Chart(made[parent] ?? app, id));
  for (const [index, { chart, objects }] of parts.entries()) {
    const scope = new Construct(made[chart % made.length], `part${index}`);
    for (let object = 0; object < objects; object++)
      new ApiObject(scope, `object${object}`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        data: { index: `${index}-${object}` },
      });
  }
  const all = app.node.findAll().slice(1);
  for (const [from, to] of dependencies) {
    const [source, target] = [all[from % all.length], all[to % all.length]];
    if (source !== target) source.node.addDependency(target);
  }
}

function written(make: (props: AppProps) => App, plan: Plan, props: AppProps): Record<string, string> {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const app = make({ ...props, outdir });
  build(app, plan);
  try {
    app.synth();
  } catch (error) {
    return { error: (error as Error).message };
  }
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return Object.fromEntries(
    files.map((file) => [
      join(file.parentPath, file.name).slice(outdir.length),
      readFileSync(join(file.parentPath, file.name), 'utf8'),
    ]),
  );
}

describe('WindowsApp writes what a stock app writes', () => {
  const types = [
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ];

  test.each(types)('whatever depends on whatever, in output type %s', { timeout: 60_000 }, (yamlOutputType) => {
    fc.assert(
      fc.property(plans, (plan) => {
        const props = { yamlOutputType, recordConstructMetadata: true };
        expect(written((own) => new WindowsApp(own), plan, props)).toEqual(written((own) => new App(own), plan, props));
      }),
      { numRuns: Number(process.env.RUNS ?? 100) },
    );
  });

  test('of a chart with more objects than are written at once', () => {
    const plan: Plan = {
      charts: [{ id: 'a', parent: -1 }],
      parts: [{ chart: 0, objects: 1201 }],
      dependencies: [],
    };
    const { '/a.k8s.yaml': text } = written((own) => new WindowsApp(own), plan, {});
    expect(text.split('---\n')).toHaveLength(1201);
    expect(text).toBe(written((own) => new App(own), plan, {})['/a.k8s.yaml']);
  });

  test('as one text', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const text = (app: App) => {
          build(app, plan);
          try {
            return app.synthYaml();
          } catch (error) {
            return (error as Error).message;
          }
        };
        expect(text(new WindowsApp())).toBe(text(new App()));
      }),
      { numRuns: Number(process.env.RUNS ?? 100) },
    );
  });
});

test('a circle of dependencies is told at the line of the author', () => {
  const app = new WindowsApp();
  const [one, other] = ['one', 'other'].map((id) => new Chart(app, id));
  one.addDependency(other);
  other.addDependency(one);
  let thrown: unknown;
  try {
    app.synthYaml();
  } catch (error) {
    thrown = error;
  }
  expect((thrown as Error).message).toContain('Dependency cycle detected');
  expect((thrown as Error).stack).toContain('windows-app-order.test.ts');
});
