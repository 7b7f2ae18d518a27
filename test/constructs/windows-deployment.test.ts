import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsDeployment, type WindowsDeploymentProps } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { type Manifest, ofKind, podOf, synth } from '../synth';
import { CONTAINER, IMAGE } from '../workloads';

function deployment(props: WindowsDeploymentProps = {}, change?: (made: WindowsDeployment) => void): Manifest[] {
  return synth((chart) => change?.(new WindowsDeployment(chart, 'web', { containers: [CONTAINER], ...props })), {
    namespace: 'shop',
  });
}

test('a WindowsDeployment as a whole', () => {
  const manifests = deployment(
    {
      replicas: 3,
      podMetadata: { labels: { tier: 'front' } },
      initContainers: [
        { name: 'log', image: IMAGE, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, resources: {} },
      ],
    },
    (web) => web.exposeViaService({ serviceType: kplus.ServiceType.LOAD_BALANCER }),
  );
  expect(manifests).toMatchSnapshot();
  expectNoForbiddenFields(manifests);
});

describe('the rollout', () => {
  const specOf = (props?: WindowsDeploymentProps) =>
    ofKind(
      deployment(props, () => {}),
      'Deployment',
    ).spec;

  test('may take half an hour, for the first pull of a Windows image', () => {
    expect(specOf().progressDeadlineSeconds).toBe(1800);
  });

  test('may take as long as the author says', () => {
    expect(specOf({ progressDeadline: Duration.minutes(5) }).progressDeadlineSeconds).toBe(300);
  });

  test('may take half an hour when the prop is there and says nothing', () => {
    expect(specOf({ progressDeadline: undefined }).progressDeadlineSeconds).toBe(1800);
  });

  test('may take longer than a pod needs to count as available', () => {
    expect(specOf({ minReady: Duration.minutes(40) })).toMatchObject({
      minReadySeconds: 2400,
      progressDeadlineSeconds: 4200,
    });
  });

  test('has two replicas unless another number, 0 included, is given', () => {
    expect(specOf().replicas).toBe(2);
    expect(specOf({ replicas: 0 }).replicas).toBe(0);
  });
});

describe('cdk8s-plus goes on working', () => {
  test('a Service selects the pods', () => {
    const manifests = deployment({}, (web) => web.exposeViaService());
    const { matchLabels } = ofKind(manifests, 'Deployment').spec.selector as { matchLabels: object };
    expect(ofKind(manifests, 'Service').spec.selector).toEqual(matchLabels);
    expect(podOf(ofKind(manifests, 'Deployment')).metadata.labels).toMatchObject(matchLabels);
  });

  test('an Ingress leads to the Service', () => {
    const manifests = deployment({}, (web) => web.exposeViaIngress('/shop'));
    const service = ofKind(manifests, 'Service').metadata.name;
    expect(JSON.stringify(ofKind(manifests, 'Ingress').spec)).toContain(service);
  });

  test('an autoscaler takes the replicas over', () => {
    const manifests = deployment({}, (web) => {
      new kplus.HorizontalPodAutoscaler(web, 'scale', { target: web, maxReplicas: 5 });
    });
    expect(ofKind(manifests, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(ofKind(manifests, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toMatchObject({ kind: 'Deployment' });
  });

  test('configuration comes as variables and as files', () => {
    const manifests = deployment({}, (web) => {
      const settings = new kplus.ConfigMap(web, 'settings', { data: { 'app.config': '<x/>', level: 'info' } });
      const [container] = web.containers;
      container.env.addVariable('LEVEL', kplus.EnvValue.fromConfigMap(settings, 'level'));
      container.env.copyFrom(kplus.Env.fromConfigMap(settings, 'APP_'));
      container.mount('C:\\config', kplus.Volume.fromConfigMap(web, 'config', settings, { name: 'config' }));
    });
    const { spec } = podOf(ofKind(manifests, 'Deployment'));
    expect(spec.containers[0]).toMatchObject({
      env: [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { key: 'level' } } }],
      envFrom: [{ prefix: 'APP_' }],
      volumeMounts: [{ name: 'config', mountPath: 'C:\\config' }],
    });
    expect(spec.volumes).toMatchObject([{ name: 'config', configMap: {} }]);
  });

  test('connections make policies between Windows workloads', () => {
    const manifests = synth((chart) => {
      const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
      const api = new WindowsDeployment(chart, 'api', { containers: [{ ...CONTAINER, portNumber: 8080 }] });
      web.connections.allowTo(api);
    });
    const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies).toHaveLength(2);
    expect(JSON.stringify(policies)).toContain('8080');
  });

  test('a role can be bound to the pods', () => {
    const manifests = synth((chart) => {
      const serviceAccount = new kplus.ServiceAccount(chart, 'account');
      const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER], serviceAccount });
      new kplus.ConfigMap(chart, 'settings').permissions.grantRead(web);
    });
    const account = ofKind(manifests, 'ServiceAccount').metadata.name;
    expect(ofKind(manifests, 'RoleBinding').subjects).toMatchObject([{ kind: 'ServiceAccount', name: account }]);
    expect(podOf(ofKind(manifests, 'Deployment')).spec.serviceAccountName).toBe(account);
  });
});

describe('pods', () => {
  test('are spread over nodes and zones, each once', () => {
    const { spec } = podOf(
      ofKind(
        deployment({ spread: true }, () => {}),
        'Deployment',
      ),
    );
    const terms = spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    expect(terms?.map(({ topologyKey }) => topologyKey)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ]);
  });

  test('are selected by labels of the author, when select is false', () => {
    const manifests = deployment({ select: false, podMetadata: { labels: { app: 'web' } } }, (web) =>
      web.select(kplus.LabelSelector.of({ labels: { app: 'web' } })),
    );
    expect(ofKind(manifests, 'Deployment').spec.selector).toEqual({ matchLabels: { app: 'web' } });
  });

  test('keep their own labels and annotations beside ours', () => {
    const podMetadata = { labels: { tier: 'front' }, annotations: { team: 'shop' } };
    const { metadata } = podOf(
      ofKind(
        deployment({ podMetadata }, () => {}),
        'Deployment',
      ),
    );
    expect(metadata).toMatchObject({
      labels: { tier: 'front', 'cdk8s-windows/os': 'windows' },
      annotations: { team: 'shop' },
    });
  });
});
