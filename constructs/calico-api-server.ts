import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ApiServer } from '../imports/operator.tigera.io';
import { withoutNamespace } from './rendering/cluster-scoped';

/**
 * The API server of Calico, for a cluster in which the Tigera operator runs already: with it `kubectl` takes
 * `projectcalico.org/v3` objects, such as the policies of `CalicoIsolation`. Ask `kubectl get tigerastatus` whether it is
 * up. The operator reads one object only, named `default`: keep it in a chart of its own. `CalicoInstallation` brings it along.
 *
 * @see https://docs.tigera.io/calico/latest/operations/install-apiserver
 */
export class CalicoApiServer extends Construct {
  /** The underlying object. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.apiObject = withoutNamespace(new ApiServer(this, 'Resource', { metadata: { name: 'default' }, spec: {} }));
  }
}
