import type { JsonObject } from '../../../lib/manifests/workload';
import { container, mistake, type RawForm, type RawForms, workload } from './raw-form';

function inAgent(path: string, value: unknown, spec: JsonObject = {}): RawForm {
  const windowsOptions = { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' };
  const agent = workload('DaemonSet', { hostNetwork: true, securityContext: { windowsOptions }, ...spec });
  return mistake(agent, `spec.template.spec.${path}`, value);
}

/** What wrong workloads on the node itself look like in YAML. */
export const HOST_PROCESS_FORMS: RawForms = {
  'wants a network of its own on the node': inAgent('hostNetwork', false),
  'maps a port on the network of the node': inAgent('containers[0].ports[1].hostPort', 9100, {
    containers: [container('main', { ports: [{ containerPort: 80 }, { containerPort: 9182 }] })],
  }),
};
