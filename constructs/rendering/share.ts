import { Chart } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import secretNamespace from '../../lib/rules/secret-namespace';
import smbSourceRule from '../../lib/rules/smb-source';
import { smbSource } from '../../lib/windows/smb-source';
import { refuse } from './refusal';

/** A share of an SMB server as the driver takes it. */
export function shareOf(subject: string, got: string): string {
  return smbSource(got) ?? refuse(smbSourceRule, { subject, field: 'source', got });
}

/** The Secret by which nodes log on to a share; a driver needs its namespace as well, since volumes have none. */
export function logOnSecret(
  scope: Construct,
  subject: string,
  props: { readonly secret: ISecret; readonly secretNamespace?: string },
): { readonly name: string; readonly namespace: string } {
  const namespace = props.secretNamespace ?? Chart.of(scope).namespace;
  if (namespace === undefined) refuse(secretNamespace, { subject, field: 'secretNamespace', got: undefined });
  return { name: props.secret.name, namespace };
}
