import { ApiObject, App, type AppProps, Chart, JsonPatch, Lazy, type ResolutionContext } from 'cdk8s';
import { WindowsApp } from 'cdk8s-windows';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RULES } from '../../lib/rules/rules';

/** A generated class for what may be a number or a string. */
class Quantity {
  public constructor(public readonly value: unknown) {}
}

/** Nothing that a manifest can hold. */
class Thing {
  public readonly field = 1;
}

/** How a value is made anew for each of two apps, and whom its making is told. */
type Make = (told: string[]) => unknown;

const KEYS = fc.constantFrom(
  'a',
  'b',
  'B',
  'name',
  'labels',
  '10',
  '9',
  'value',
  'constructor',
  'metadata',
  'é',
  'kind',
);

const { value: values } = fc.letrec<{ value: Make; leaf: Make; list: Make; fields: Make; lazy: Make; token: Make }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'value' },
      tie('leaf'),
      tie('list'),
      tie('fields'),
      tie('lazy'),
      tie('token'),
    ),
    leaf: fc
      .oneof(
        { weight: 12, arbitrary: fc.constantFrom<unknown>('text', 'yes', '', 0, 1.5, true, false, null, undefined) },
        { weight: 3, arbitrary: fc.constantFrom<unknown>(new Quantity('50%'), new Quantity(3)) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<unknown>(new Thing(), new Quantity(true), () => 1, new Date(0), new Map()),
        },
      )
      .map((leaf) => () => leaf),
    list: fc.array(tie('value'), { maxLength: 3 }).map((items) => (told) => items.map((make) => make(told))),
    fields: fc
      .array(fc.tuple(KEYS, tie('value')), { maxLength: 4 })
      .map((entries) => (told) => Object.fromEntries(entries.map(([key, make]) => [key, make(told)]))),
    lazy: fc.tuple(tie('value'), fc.nat(99)).map(
      ([make, id]) =>
        (told) =>
          Lazy.any({
            produce: () => {
              told.push(`lazy ${id}`);
              return make(told);
            },
          }),
    ),
    token: fc.tuple(tie('value'), fc.nat(99)).map(([make, id]) => (told) => ({
      resolve: () => {
        told.push(`token ${id}`);
        return make(told);
      },
    })),
  }),
);

interface Plan {
  readonly props: readonly (readonly [string, Make])[];
  readonly metadata: readonly (readonly [string, Make])[];
  readonly patches: readonly (readonly [path: string, value: unknown])[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  props: fc.array(fc.tuple(fc.constantFrom('spec', 'data', 'b', 'a', 'status'), values), { maxLength: 3 }),
  metadata: fc.array(
    fc.tuple(fc.constantFrom('name', 'annotations', 'labels', 'finalizers', 'extra', 'ownerReferences'), values),
    { maxLength: 2 },
  ),
  patches: fc.array(
    fc.tuple(
      fc.constantFrom('/spec', '/data/a', '/metadata/labels', '/kind', '/spec/0'),
      fc.constantFrom('x', { b: 1, a: 2 }),
    ),
    { maxLength: 2 },
  ),
});

/** As many objects as make a quicker way worth the while. */
function fill(app: App): void {
  const chart = new Chart(app, 'before');
  for (let index = 0; index < 20; index++)
    new ApiObject(chart, `object-${index}`, { apiVersion: 'v1', kind: 'ConfigMap' });
}

/** What an app writes, or says is wrong, and in which order it has asked. */
function outcome(app: App, { props, metadata, patches }: Plan): { text: string; told: string[] } {
  const told: string[] = [];
  const made = (entries: Plan['props']) => Object.fromEntries(entries.map(([key, make]) => [key, make(told)]));
  try {
    fill(app);
    const chart = new Chart(app, 'chart', { labels: { chart: 'yes' } });
    const object = new ApiObject(chart, 'object', {
      apiVersion: 'example.com/v1',
      kind: 'Custom',
      ...made(props),
      metadata: made(metadata),
    });
    object.addJsonPatch(...patches.map(([path, value]) => JsonPatch.add(path, value)));
    return { text: app.synthYaml(), told };
  } catch (error) {
    return { text: `error: ${(error as Error).message}`, told };
  }
}

/** What the rules say of such objects is beside the point. */
const NO_RULES = { rules: { disable: RULES.map(({ id }) => id) } };

describe('an object becomes in a WindowsApp what it becomes in a stock app', () => {
  afterEach(() => vi.unstubAllEnvs());

  test.each(['', 'yes'])('whatever it holds, with CDK8S_DISABLE_SORT=%j', { timeout: 60_000 }, (disabled) => {
    vi.stubEnv('CDK8S_DISABLE_SORT', disabled);
    fc.assert(
      fc.property(plans, (plan) => {
        const stock = outcome(new App(), plan);
        const own = outcome(new WindowsApp(NO_RULES), plan);
        expect(own.text).toBe(stock.text);
        // what cannot be rendered may be asked twice
        if (!stock.text.startsWith('error: ')) expect(own.told).toEqual(stock.told);
      }),
      { numRuns: Number(process.env.RUNS ?? 1000) },
    );
  });

  test('where the app has resolvers of its own', () => {
    const shout = {
      resolve: (context: ResolutionContext) => {
        if (context.value === 'text') context.replaceValue(context.key.join('/').toUpperCase());
      },
    };
    const text = (make: (props: AppProps) => App) => {
      const app = make({ resolvers: [shout] });
      fill(app);
      new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'text' } });
      return app.synthYaml();
    };
    expect(text((props) => new WindowsApp(props))).toBe(text((props) => new App(props)));
    expect(text((props) => new WindowsApp(props))).toContain('a: DATA/A');
  });
});

describe('a WindowsApp', () => {
  /** An app with one object, and what is asked while it is rendered. */
  function appWith(produce: () => unknown): WindowsApp {
    const app = new WindowsApp();
    fill(app);
    const data = { a: Lazy.any({ produce }) };
    new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', data });
    return app;
  }

  test('renders an object once, for the rules and for the writer', () => {
    const produce = vi.fn(() => 'text');
    appWith(produce).synthYaml();
    expect(produce).toHaveBeenCalledTimes(1);
  });

  test('changes the way of cdk8s for as long as it takes, be it to the end or to an error', () => {
    const stock = ApiObject.prototype.toJson;
    const seen: unknown[] = [];
    const look = () => {
      seen.push(ApiObject.prototype.toJson);
      return 'text';
    };
    appWith(look).synthYaml();
    const failing = () => {
      look();
      throw new Error('no value');
    };
    expect(() => appWith(failing).synthYaml()).toThrow('no value');
    expect(ApiObject.prototype.toJson).toBe(stock);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).not.toContain(stock);
  });

  test('takes the quicker way with this cdk8s, which renders as it is known', () => {
    const calls: string[] = [];
    appWith(() => {
      calls.push(new Error().stack ?? '');
      return 'text';
    }).synthYaml();
    expect(calls).toEqual([expect.stringContaining('quicklyRendered')]);
  });
});
