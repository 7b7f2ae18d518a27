import { container, inPod, type RawForm, type RawForms } from './raw-form';

function named(name: string): RawForm {
  return inPod('volumes[0].name', name, { volumes: [{ name: 'scratch', emptyDir: {} }] });
}

/** What wrong volumes look like in YAML. */
export const VOLUME_FORMS: RawForms = {
  'names a volume with a capital': named('Scratch'),
  'takes the name of a volume from a ConfigMap whose name has dots': named('configmap-web.config'),
  'mounts with propagation in both directions': inPod(
    'containers[0].volumeMounts[0].mountPropagation',
    'Bidirectional',
    {
      volumes: [{ name: 'data', emptyDir: {} }],
      containers: [container('main', { volumeMounts: [{ name: 'data', mountPath: 'C:\\data' }] })],
    },
    {
      field: 'spec.template.spec.containers[0].volumeMounts.mountPropagation',
      prop: 'containers[0].volumeMounts[0].propagation',
    },
  ),
};
