import { PLATFORM_IDS } from '../lint/settings';
import { VERDICTS } from '../report/verdicts';

export const HELP = `cdk8s-windows checks whether Kubernetes manifests mean on Windows nodes what they say.

Usage:
  cdk8s-windows lint PATH…       check manifests: files, folders, patterns, - for standard input
  cdk8s-windows isolation PATH…  compute who can talk to whom, on Linux nodes and on Windows nodes
  cdk8s-windows rules [WORD…]    list all rules, or those that speak of something
  cdk8s-windows explain RULE     say what a rule is about, with a wrong and a right example
  cdk8s-windows --version

Try:
  cdk8s-windows lint k8s/
  helm template shop ./chart | cdk8s-windows lint - --platform aks --kubernetes 1.34
  cdk8s-windows isolation k8s/ --platform aks
  cdk8s-windows rules gmsa
  cdk8s-windows lint --help
`;

export const LINT_HELP = `Usage: cdk8s-windows lint PATH… [options]

PATH is a file, a folder (every *.yaml, *.yml and *.json below it), a pattern such as 'k8s/**/*.yaml', or - for standard
input. All objects of one call are taken for one cluster. What is no manifest is skipped, and said to be skipped.

What it is for:
  --platform NAME      ${PLATFORM_IDS.join(', ')};
                       without it only what holds everywhere is said
  --kubernetes 1.34    the version of the cluster; without it, what only some versions refuse is a warning

What is said:
  --severity LEVEL     the mildest that is shown: error, warning or info (the default)
  --rule ID            only this rule; can be repeated, or takes several with commas
  --disable ID         not this rule; the same
  --fail-on LEVEL      the mildest that makes the exit code 1: error (the default), warning or info; it is shown as well
  --format FORMAT      text (the default), json, sarif, or github for annotations in GitHub Actions
  --stdin-name FILE    what standard input is called in the report: the file that it came from, or will become
  --quiet              findings only: no summary, no list of what was skipped, no progress
  --no-color           no colours; NO_COLOR and FORCE_COLOR are obeyed as well

Mending:
  --fix                write the changes that surely put a finding right; all else stays as it is, byte for byte
  --fix-dry-run        write nothing, show these changes as a unified diff instead of a report
  Only what is shown is mended: --severity, --rule, --disable and acknowledgements choose here as well.

Settings:
  --config FILE        options in a file; cdk8s-windows.yaml of the working directory when there is one

Exit code: 0 no errors (warnings are allowed, see --fail-on), 1 errors, 2 something could not be read or written, or a
wrong call.

Examples:
  cdk8s-windows lint k8s/
  cdk8s-windows lint web.yaml --platform eks --kubernetes 1.34
  kustomize build overlays/prod | cdk8s-windows lint -
  cdk8s-windows lint k8s/ --format sarif > windows.sarif
  cdk8s-windows lint k8s/ --disable image-build --severity warning
  cdk8s-windows lint k8s/ --fail-on warning --platform aks
  cdk8s-windows lint k8s/ --fix-dry-run | git apply

To accept a finding, annotate the object or its pod template:
  acknowledge.cdk8s-windows/RULE: the reason
`;

export const RULES_HELP = `Usage: cdk8s-windows rules [WORD…] [--format table|markdown|json]

Lists every rule, or those that speak of all the words: its id, how much it matters, who says no, and what it says.

Severity:
  error         it will be refused or will fail
  warning       it silently means something else, or may fail
  info          advice

Who says no:
${Object.entries(VERDICTS)
  .map(([verdict, words]) => `  ${verdict.padEnd(14)}${words}\n`)
  .join('')}
Examples:
  cdk8s-windows rules
  cdk8s-windows rules gmsa
  cdk8s-windows rules --format json | jq -r '.[] | select(.severity == "error") | .id'
`;

export const EXPLAIN_HELP = `Usage: cdk8s-windows explain RULE

Says what a rule is about: why, what to do, who says no, where it holds, a wrong and a right manifest, and where to read on.

Example:
  cdk8s-windows explain linux-only-field
`;
