import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiObject, type App, Chart, Names, Yaml, YamlOutputType } from 'cdk8s';
import { yamlText } from '../../lib/synth/yaml-text';
import { type ConstructOrder, constructOrderOf } from './construct-order';
import type { Manifest, Rendering } from './rendering';

/** One synthesis of an app: everything is validated, put into order and rendered once. */
export class Synthesis {
  private readonly order: ConstructOrder;

  /** @throws When the app is not valid, with the words of cdk8s; DependencyCycle */
  public constructor(private readonly rendering: Rendering) {
    const { constructs } = rendering;
    const errors: string[] = [];
    for (const { node } of constructs) for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
    if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
    this.order = constructOrderOf(constructs);
  }

  /** All objects of all charts as one text. */
  public text(): string {
    return joined(this.order.charts.flatMap((chart) => this.textsOf(chart)));
  }

  /** Writes the files that cdk8s would write, under the same names. */
  public write(): void {
    const { outdir, outputFileExtension: extension, yamlOutputType } = this.rendering.app;
    mkdirSync(outdir, { recursive: true });
    const { charts } = this.order;
    const save = (name: string, texts: readonly string[], folder = outdir) =>
      writeTexts(join(folder, name + extension), texts);
    if (yamlOutputType === YamlOutputType.FILE_PER_APP) {
      if (charts.length > 0)
        save(
          'app',
          charts.flatMap((chart) => this.textsOf(chart)),
        );
    } else if (yamlOutputType === YamlOutputType.FILE_PER_CHART) {
      for (const [index, chart] of charts.entries()) save(this.nameOf(chart, index), this.textsOf(chart));
    } else if (yamlOutputType === YamlOutputType.FILE_PER_RESOURCE) {
      for (const chart of charts)
        for (const manifest of this.manifestsOf(chart))
          if (manifest !== undefined) save(fileOf(manifest), [textOf(manifest)]);
    } else if (yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) {
      for (const [index, chart] of charts.entries()) {
        const folder = join(outdir, this.nameOf(chart, index));
        mkdirSync(folder, { recursive: true });
        for (const object of this.order.objectsOf(chart)) save(fileOf(object), [this.textOf(object)], folder);
      }
    }
    if (recordsConstructs(this.rendering.app)) this.writeConstructMetadata();
  }

  private textsOf(chart: Chart): string[] {
    if (isItsOwn(chart)) return this.manifestsOf(chart).map(textOf);
    return this.order.objectsOf(chart).map((object) => this.textOf(object));
  }

  /** Nobody asks for the manifest after its text: of thousands, those that are written need not be kept. */
  private textOf(object: ApiObject): string {
    const text = textOf(this.rendering.of(object));
    this.rendering.forget(object);
    return text;
  }

  private manifestsOf(chart: Chart): (Manifest | undefined)[] {
    if (isItsOwn(chart)) return Object.values(chart.toJson()) as Manifest[];
    return this.order.objectsOf(chart).map((object) => this.rendering.of(object));
  }

  private nameOf(chart: Chart, index: number): string {
    const name = Names.toDnsLabel(chart);
    return this.order.hasDependantCharts ? `${String(index).padStart(4, '0')}-${name}` : name;
  }

  private writeConstructMetadata(): void {
    const objects = this.order.charts.flatMap((chart) => this.order.objectsOf(chart));
    const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
    writeFileSync(
      join(this.rendering.app.outdir, 'construct-metadata.json'),
      JSON.stringify({ version: '1.0.0', resources }),
    );
  }
}

/** cdk8s keeps to itself whether it was asked to, by the app or by the environment. */
function recordsConstructs(app: App): boolean {
  return (app as unknown as { readonly recordConstructMetadata: boolean }).recordConstructMetadata;
}

/** A chart may have its own idea of its manifests. */
function isItsOwn(chart: Chart): boolean {
  return chart.toJson !== Chart.prototype.toJson;
}

function textOf(manifest: Manifest | undefined): string {
  return manifest === undefined ? '\n' : yamlText(manifest, Yaml.stringify);
}

function joined(texts: readonly string[]): string {
  return texts.join(SEPARATOR);
}

const SEPARATOR = '---\n';
const TEXTS_AT_ONCE = 500;

/** The texts of thousands of objects are not put together for a file: they would be in memory twice. */
function writeTexts(file: string, texts: readonly string[]): void {
  if (texts.length <= TEXTS_AT_ONCE) {
    writeFileSync(file, joined(texts));
    return;
  }
  const descriptor = openSync(file, 'w');
  try {
    for (let index = 0; index < texts.length; index += TEXTS_AT_ONCE) {
      const text = joined(texts.slice(index, index + TEXTS_AT_ONCE));
      writeFileSync(descriptor, index === 0 ? text : SEPARATOR + text);
    }
  } finally {
    closeSync(descriptor);
  }
}

function fileOf({ kind, ...object }: Manifest | ApiObject): string {
  const name = (object as { metadata: { name?: string } }).metadata.name;
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
