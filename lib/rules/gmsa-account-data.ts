import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-account-data',
  summary: 'The data of a credential spec must be those of the account and of its domain.',
  why: 'Neither the API server nor the webhook checks them: a wrong value shows only when the container cannot log on.',
  fix: 'Copy the values from Get-ADDomain and Get-ADServiceAccount, or import the file of New-CredentialSpec by GmsaIdentity.fromCredentialSpecJson.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/gmsa-troubleshooting',
});
