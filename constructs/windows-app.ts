import { App, type AppProps } from 'cdk8s';
import { DependencyCycle } from './rendering/construct-order';
import { keepFirstFields } from './rendering/first-fields';
import { withLateCompilation } from './rendering/late-compilation';
import { withQuickJson } from './rendering/quick-json';
import { Rendering } from './rendering/rendering';
import { Synthesis } from './rendering/synthesis';
import type { TargetCluster } from './target-cluster';
import { WindowsRules, type WindowsRulesOptions } from './windows-rules';

/** Properties of a WindowsApp. */
export interface WindowsAppProps extends AppProps {
  /**
   * The cluster that the manifests are for.
   * @default TargetCluster.unknown()
   */
  readonly cluster?: TargetCluster;
  /**
   * What the rules do with the app: they judge it whenever it is synthesized.
   * @default - all rules are asked, errors stop the synthesis, warnings go to stderr
   */
  readonly rules?: WindowsRulesOptions;
}

/**
 * A cdk8s app that knows its target cluster and is judged by the rules of this package. A stock `App` works as well: call
 * `cluster.applyTo(app)` and `WindowsRules.on(app)` on it.
 *
 * @example
 *
 * import { Chart } from 'cdk8s';
 * import { TargetCluster, WindowsApp, WindowsDeployment, WindowsVersion } from 'cdk8s-windows';
 *
 * const cluster = TargetCluster.aks({ kubernetesVersion: '1.34', windowsVersions: [WindowsVersion.SERVER_2022] });
 * const app = new WindowsApp({ cluster });
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * new WindowsDeployment(shop, 'web', {
 *   containers: [{ image: 'mcr.microsoft.com/dotnet/samples:aspnetapp-nanoserver-ltsc2022', portNumber: 8080 }],
 * });
 * app.synth();
 */
export class WindowsApp extends App {
  constructor(props: WindowsAppProps = {}) {
    super(props);
    keepFirstFields();
    props.cluster?.applyTo(this);
    WindowsRules._askedBy(this, props.rules);
  }

  /**
   * Writes all manifests to the output folder: the files and bytes of a stock app, in a fraction of its time.
   *
   * @throws When the app is not valid, when dependencies run in a circle, or when a rule finds an error.
   */
  public override synth(): void {
    this.synthesize(
      (synthesis) => synthesis.write(),
      () => super.synth(),
    );
  }

  /**
   * All manifests of the app as one text.
   *
   * @throws When the app is not valid, when dependencies run in a circle, or when a rule finds an error.
   */
  public override synthYaml(): string {
    return this.synthesize(
      (synthesis) => synthesis.text(),
      () => super.synthYaml(),
    );
  }

  /** @param inStock Where cdk8s has to say what is wrong. */
  private synthesize<T>(inOneGo: (synthesis: Synthesis) => T, inStock: () => T): T {
    const rendering = new Rendering(this);
    const run = () => {
      const synthesis = new Synthesis(rendering);
      WindowsRules._judge(rendering);
      return inOneGo(synthesis);
    };
    try {
      return withQuickJson(this, () => withLateCompilation(rendering.constructs.length, run));
    } catch (error) {
      if (error instanceof DependencyCycle) return inStock();
      throw error;
    }
  }
}
