import { defineRule } from './rule';

export default defineRule({
  id: 'smb-source',
  summary: 'An SMB share is named by its server and its name.',
  why: 'The node maps the share by that name; with another one the pod stays in ContainerCreating.',
  fix: "Write '\\\\\\\\server\\\\share' or '//server/share'.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/kubernetes-csi/csi-driver-smb/blob/master/docs/driver-parameters.md',
});
