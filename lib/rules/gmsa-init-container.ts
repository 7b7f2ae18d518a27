import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-init-container',
  summary: 'Init containers take their gMSA from the pod.',
  why: 'The gMSA webhook looks at the pod and its regular containers only: a name on an init container is neither expanded nor authorised.',
  fix: 'Set gmsa on the pod.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://github.com/kubernetes-sigs/windows-gmsa',
  check: (pod) =>
    (pod.initContainers ?? []).flatMap((container, index) => {
      const name = container.securityContext?.windowsOptions?.gmsaCredentialSpecName;
      const path = `initContainers[${index}].securityContext.windowsOptions.gmsaCredentialSpecName`;
      return name === undefined ? [] : [{ path, got: name }];
    }),
});
