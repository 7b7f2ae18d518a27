import { type ApiClient, ApiError, isAccepted, type Status } from './api/api-client';

/** A ServiceAccount. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** What somebody wants to do; without a name to every object, without a namespace in all of them. */
export interface Deed {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What an account may do in a namespace, as the API server lists it. */
export interface Rules {
  readonly resourceRules: readonly Rule[];
  readonly nonResourceRules: readonly Rule[];
}

type Rule = Readonly<Record<string, readonly string[]>>;

const AUTHORIZATION = '/apis/authorization.k8s.io/v1';

/** SubjectAccessReview: whether the account may do it. */
export function isAllowed(client: ApiClient, account: Account, deed: Deed): Promise<boolean> {
  return reviewed(client, `${AUTHORIZATION}/subjectaccessreviews`, account, deed);
}

/** LocalSubjectAccessReview, the form in which the gMSA webhook asks: always in the namespace of the pod. */
export function isAllowedIn(namespace: string, client: ApiClient, account: Account, deed: Deed): Promise<boolean> {
  const path = `${AUTHORIZATION}/namespaces/${namespace}/localsubjectaccessreviews`;
  return reviewed(client, path, account, { ...deed, namespace });
}

/** What the holder of the client's token may do in a namespace. */
export async function rulesIn(namespace: string, client: ApiClient): Promise<Rules> {
  const review = await posted<{ status: Rules }>(client, `${AUTHORIZATION}/selfsubjectrulesreviews`, { namespace });
  return review.status;
}

/** A token of the account, as the pods of the account get it. */
export async function tokenOf(client: ApiClient, { namespace, name }: Account): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  return (await posted<{ status: { token: string } }>(client, path, {})).status.token;
}

async function reviewed(client: ApiClient, path: string, account: Account, deed: Deed): Promise<boolean> {
  const { namespace, name } = account;
  const review = await posted<{ status: { allowed: boolean } }>(client, path, {
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
    resourceAttributes: deed,
  });
  return review.status.allowed;
}

async function posted<Body>(client: ApiClient, path: string, spec: object): Promise<Body> {
  const metadata = path.endsWith('/localsubjectaccessreviews') ? { namespace: path.split('/').at(-2) } : {};
  const answer = await client.call<Body>('POST', path, { body: { metadata, spec } });
  if (!isAccepted(answer)) throw new ApiError(`POST ${path}`, { ...answer, body: answer.body as unknown as Status });
  return answer.body;
}
