import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-spec-json',
  summary: 'A credential spec is imported from the JSON that New-CredentialSpec writes.',
  why: 'The API server refuses fields that GMSACredentialSpec does not have, or drops them where nobody asks it to be strict, and checks nothing of the others.',
  fix: 'Pass the text of the file that Get-CredentialSpec shows, or give the account data to the constructor.',
  severity: 'error',
  verdict: 'ignored',
  reference:
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/manage-serviceaccounts#create-a-credential-spec',
});
