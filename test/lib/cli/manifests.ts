/** Nothing is found in it. */
export const SOUND = `apiVersion: v1
kind: Pod
metadata:
  name: sound
spec:
  os: { name: windows }
  nodeSelector:
    kubernetes.io/os: windows
  containers:
    - name: web
      image: registry.example.com/web:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
`;

/** One error is found in it: Windows has no privileged containers. */
export const WRONG = SOUND.replace('name: sound', 'name: wrong').replace(
  '      resources:',
  '      securityContext:\n        privileged: true   # why not\n      resources:',
);

export const WRONG_PATH = 'spec.containers[0].securityContext.privileged';

/** One warning is found in it: nothing says that the value of a label is a text. */
export const WARNED = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    acknowledge.cdk8s-windows/no-such-rule: agreed
`;
