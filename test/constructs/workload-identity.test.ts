import * as kplus from 'cdk8s-plus-28';
import {
  WindowsDeployment,
  type WindowsDeploymentProps,
  WorkloadIdentity,
  type WorkloadIdentityProps,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { ofKind, podOf, shop, synth } from '../synth';
import { CONTAINER } from '../workloads';

const CLIENT = '8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const IN_SHOP = { namespace: 'shop', disableResourceNameHashes: true };
const USE = 'azure.workload.identity/use';

function manifests(props: Partial<WorkloadIdentityProps> = {}, workload: WindowsDeploymentProps = {}, times = 1) {
  return synth((chart) => {
    const identity = new WorkloadIdentity(chart, 'identity', { clientId: CLIENT, ...props });
    const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER], ...workload });
    for (let time = 0; time < times; time++) identity.useBy(web);
  }, IN_SHOP);
}

test('the service account carries the identity, the pods carry the label', () => {
  expect(manifests({ tenantId: TENANT })).toMatchSnapshot();
});

describe('the service account', () => {
  test('has the client id, and no tenant id unless it is given', () => {
    const account = ofKind(manifests(), 'ServiceAccount');
    expect(account.metadata).toMatchObject({ annotations: { 'azure.workload.identity/client-id': CLIENT } });
    expect(JSON.stringify(account)).not.toContain('tenant-id');
  });

  test('has the tenant id that is given', () => {
    const account = ofKind(manifests({ tenantId: TENANT }), 'ServiceAccount');
    expect(account.metadata).toMatchObject({ annotations: { 'azure.workload.identity/tenant-id': TENANT } });
  });

  test('has the metadata that are given beside its own, which stay as they were', () => {
    const metadata = { name: 'shop', annotations: { team: 'shop' } };
    const account = ofKind(manifests({ metadata }), 'ServiceAccount');
    expect(account.metadata).toMatchObject({
      name: 'shop',
      annotations: { team: 'shop', 'azure.workload.identity/client-id': CLIENT },
    });
    expect(metadata.annotations).toEqual({ team: 'shop' });
  });
});

describe('a workload that uses the identity', () => {
  test('gets label and account', () => {
    const pod = podOf(ofKind(manifests(), 'Deployment'));
    expect(pod.metadata.labels?.[USE]).toBe('true');
    expect(pod.spec.serviceAccountName).toBe('shop-identity-serviceaccount');
  });

  test('is the same when it is said twice', () => {
    expect(manifests({}, {}, 2)).toEqual(manifests());
  });

  test('may have been given the account, or an import of it', () => {
    const chart = shop(IN_SHOP);
    const identity = new WorkloadIdentity(chart, 'identity', { clientId: CLIENT, metadata: { name: 'shop' } });
    const imported = kplus.ServiceAccount.fromServiceAccountName(chart, 'imported', 'shop');
    for (const [id, serviceAccount] of Object.entries({ own: identity.serviceAccount, imported2: imported })) {
      const web = new WindowsDeployment(chart, id, { containers: [CONTAINER], serviceAccount });
      identity.useBy(web);
      expect(web.serviceAccount).toBe(serviceAccount);
      expect(web.podMetadata.toJson().labels[USE]).toBe('true');
    }
  });

  test('may be a Linux one', () => {
    const chart = shop(IN_SHOP);
    const linux = new kplus.Deployment(chart, 'linux', { containers: [{ image: 'nginx' }] });
    const identity = new WorkloadIdentity(chart, 'identity', { clientId: CLIENT });
    identity.useBy(linux);
    expect(linux.serviceAccount).toBe(identity.serviceAccount);
  });
});

describe('refused is', () => {
  test.each([
    ['clientId', { clientId: 'shop' }, "'shop'"],
    ['clientId', { clientId: `{${CLIENT}}` }, `'{${CLIENT}}'`],
    ['tenantId', { tenantId: 'contoso.onmicrosoft.com' }, "'contoso.onmicrosoft.com'"],
  ])('a %s that is no GUID', (field, props, value) => {
    expect(() => manifests(props)).toThrow(`shop/identity: ${field} is ${value}\n`);
    expect(() => manifests(props)).toThrow('\n  Rule: guid-format (');
  });

  test('a workload of another account', () => {
    const chart = shop(IN_SHOP);
    const identity = new WorkloadIdentity(chart, 'identity', { clientId: CLIENT });
    const serviceAccount = new kplus.ServiceAccount(chart, 'other');
    const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER], serviceAccount });
    expect(() => identity.useBy(web)).toThrow(
      /^shop\/web: serviceAccount is 'shop-other' \(allowed: shop-identity-serviceaccount\)\n[\s\S]*Rule: workload-identity-account /,
    );
  });

  test('a workload of another namespace', () => {
    expect(() => manifests({}, { metadata: { namespace: 'other' } })).toThrow(
      /^shop\/web: metadata\.namespace is 'other': the account is in shop\n[\s\S]*Rule: workload-identity-account /,
    );
  });
});
