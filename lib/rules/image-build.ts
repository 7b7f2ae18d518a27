import { defineRule } from './rule';

export default defineRule({
  id: 'image-build',
  summary: 'The image does not run on the Windows version of the node.',
  why: 'Containers share the kernel of their host. Up to Server 2019 both builds must be equal; from Server 2022 on an older image (back to 2022) runs on a newer host, never a newer one on an older host.',
  fix: 'Use an image for that version, or another windowsVersion.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
});
