import { PLATFORM_IDS } from '../lint/settings';

export const ISOLATION_HELP = `Usage: cdk8s-windows isolation PATH… [options]

Computes who can talk to whom: by the policies of Kubernetes and of Calico as Linux nodes enforce them, and as Windows nodes
really do. PATH is a file, a folder, a pattern or - for standard input, as \`lint\` takes them; all objects are taken for one
cluster. Pods of a running cluster (\`kubectl get … -o json\`) bring their addresses with them.

What it is for:
  --platform NAME      ${PLATFORM_IDS.join(', ')}
  --calico 3.31        the version of Calico on the Windows nodes; none where it does not run there. Without it the one of the
                       platform, else the newest known
  --pod-cidr NETWORK   where pods have their addresses; can be repeated. Without it, anywhere in the private networks

Questions:
  (none)               a table of all workloads, the Internet and the DNS of the cluster
  --from A --to B      one flow: what decides at both ends, and why Windows differs
    --port 443 --protocol TCP --source-port 50000
    --protocol ICMP --icmp-type 3 --icmp-code 1; without a type it is a ping
                       A and B are pods, workloads or Services (shop/web, Deployment/web, Service/shop/web), addresses,
                       or 'Kubernetes DNS'
  --flows FILE         many flows: a JSON list of {"from", "to", "protocol", "port"}
  --diff OTHER         what has opened and what has closed since OTHER, a file or folder with an earlier version; can be
                       repeated

What is said:
  --nodes SYSTEM       actual (the default: each pod on its own system), linux or windows: the nodes of the table and of --diff
  --namespace NAME     only what begins or ends in this namespace; can be repeated
  --format FORMAT      text (the default) or json; the table also as csv, dot (Graphviz), mermaid, or html: a page with a map,
                       in which a click on two workloads shows why they can talk or cannot
  --output FILE        to a file, but never over one that was read; where nothing can be read, it stays as it is
  --quiet              the answer only
  --no-color           no colours; NO_COLOR and FORCE_COLOR are obeyed as well

Exit code: 0 answered (for --diff: nothing has changed), 1 --diff has found changes, 2 something could not be read or is refused
by Calico or the API server, so that it plays no part, or a wrong call. What can be answered is answered all the same.

Examples:
  cdk8s-windows isolation k8s/
  cdk8s-windows isolation k8s/ --platform aks --from shop/web --to shop/db --port 1433
  cdk8s-windows isolation k8s/ --from shop/web --to 203.0.113.7 --port 443
  kubectl get pods,namespaces,services,networkpolicies -A -o json | cdk8s-windows isolation - --namespace shop
  cdk8s-windows isolation k8s/ --flows flows.json --format json
  cdk8s-windows isolation new/ --diff old/
  cdk8s-windows isolation k8s/ --format html --output isolation.html
  cdk8s-windows isolation k8s/ --format dot | dot -Tsvg > isolation.svg
`;
