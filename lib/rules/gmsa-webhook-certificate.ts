import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-webhook-certificate',
  summary: 'The API server must trust the certificate of the gMSA webhook.',
  why: 'It calls the webhook by TLS under the name <service>.<namespace>.svc; when that fails, every gMSA pod is refused.',
  fix: 'Give the PEM texts of a server certificate for that name, of its private key and of the authority that issued it, or leave certificate out and let cert-manager make them.',
  severity: 'error',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#authenticate-apiservers',
});
