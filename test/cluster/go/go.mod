// The root of the module only: each build takes the versions of one Kubernetes minor from kubernetes-<minor>.mod.
module cdk8s-windows/test/cluster

go 1.24.0
