package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
)

const (
	host         = "127.0.0.1"
	serviceRange = "10.96.0.0/16"
)

// start brings the parts up one after the other and returns when the API server, the scheduler and the controllers
// answer that they are ready.
func start(ctx context.Context, parts *parts) (*cluster, error) {
	ports, err := freePorts(5)
	if err != nil {
		return nil, err
	}
	client, peer := fmt.Sprintf("http://%s:%d", host, ports[0]), fmt.Sprintf("http://%s:%d", host, ports[1])
	server := fmt.Sprintf("https://%s:%d", host, ports[2])
	file := func(name string) string { return filepath.Join(parts.folder, name) }

	token, err := randomToken()
	if err != nil {
		return nil, err
	}
	serving, err := issue(host, "localhost", "kubernetes.default.svc")
	if err != nil {
		return nil, err
	}
	signer, err := newSigner()
	if err != nil {
		return nil, err
	}
	ready := &cluster{URL: server, CA: serving.CA, Token: token, Folder: parts.folder, Network: file("network.sock")}
	kubeconfig, err := kubeconfigOf(ready)
	if err != nil {
		return nil, err
	}
	for name, text := range map[string]string{
		"ca.crt":          serving.CA,
		"serving.crt":     serving.Certificate,
		"serving.key":     serving.Key,
		"signer.key":      signer.private,
		"signer.pub":      signer.public,
		"tokens.csv":      token + ",admin,admin,system:masters\n",
		"kubeconfig.json": kubeconfig,
		"egress.json":     egressThrough(ready.Network),
	} {
		if err := os.WriteFile(file(name), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}

	if err := parts.start("etcd", file("etcd"), client, peer); err != nil {
		return nil, err
	}
	err = parts.start("kube-apiserver",
		"--etcd-servers="+client,
		"--bind-address="+host,
		"--advertise-address="+host,
		fmt.Sprintf("--secure-port=%d", ports[2]),
		"--tls-cert-file="+file("serving.crt"),
		"--tls-private-key-file="+file("serving.key"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+file("signer.pub"),
		"--service-account-signing-key-file="+file("signer.key"),
		"--service-cluster-ip-range="+serviceRange,
		"--authorization-mode=RBAC",
		"--token-auth-file="+file("tokens.csv"),
		"--egress-selector-config-file="+file("egress.json"),
		// without it every HostProcess pod is refused
		"--allow-privileged=true",
		"--endpoint-reconciler-type=none",
		"--enable-priority-and-fairness=false",
	)
	if err != nil {
		return nil, err
	}
	probe := newProbe(ready)
	if err := probe.untilOK(ctx, server+"/readyz"); err != nil {
		return nil, err
	}

	access := []string{
		"--kubeconfig=" + file("kubeconfig.json"),
		"--authentication-kubeconfig=" + file("kubeconfig.json"),
		"--authorization-kubeconfig=" + file("kubeconfig.json"),
		"--leader-elect=false",
		"--bind-address=" + host,
		"--tls-cert-file=" + file("serving.crt"),
		"--tls-private-key-file=" + file("serving.key"),
		// by default they hold back, to spare an API server that has others to serve
		"--kube-api-qps=1000",
		"--kube-api-burst=1000",
	}
	if err := parts.start("kube-scheduler", append(access, fmt.Sprintf("--secure-port=%d", ports[3]))...); err != nil {
		return nil, err
	}
	err = parts.start("kube-controller-manager", append(access,
		fmt.Sprintf("--secure-port=%d", ports[4]),
		"--use-service-account-credentials=true",
		"--service-account-private-key-file="+file("signer.key"),
		"--root-ca-file="+file("ca.crt"),
		// nodes have no kubelet here that would report: the node lifecycle controller would call them unreachable
		"--controllers=*,-node-lifecycle-controller",
	)...)
	if err != nil {
		return nil, err
	}
	for _, port := range ports[3:] {
		if err := probe.untilOK(ctx, fmt.Sprintf("https://%s:%d/healthz", host, port)); err != nil {
			return nil, err
		}
	}
	return ready, nil
}

// freePorts are free at the moment; they are held until all are found, so that they differ. Somebody else may take one
// before its part does: then that part ends, and up tries other ports.
func freePorts(count int) ([]int, error) {
	ports := make([]int, count)
	for index := range ports {
		listener, err := net.Listen("tcp", host+":0")
		if err != nil {
			return nil, err
		}
		defer listener.Close()
		ports[index] = listener.Addr().(*net.TCPAddr).Port
	}
	return ports, nil
}

func randomToken() (string, error) {
	bytes := make([]byte, 16)
	_, err := rand.Read(bytes)
	return hex.EncodeToString(bytes), err
}

func kubeconfigOf(ready *cluster) (string, error) {
	text, err := json.Marshal(map[string]any{
		"apiVersion":      "v1",
		"kind":            "Config",
		"current-context": "cluster",
		"contexts":        []any{map[string]any{"name": "cluster", "context": map[string]any{"cluster": "cluster", "user": "admin"}}},
		"clusters":        []any{map[string]any{"name": "cluster", "cluster": map[string]any{"server": ready.URL, "certificate-authority-data": []byte(ready.CA)}}},
		"users":           []any{map[string]any{"name": "admin", "user": map[string]any{"token": ready.Token}}},
	})
	return string(text), err
}

// egressThrough makes the API server ask a proxy for every connection into the cluster, which is where webhooks are:
// there is no kube-proxy here that would know a Service's address.
func egressThrough(socket string) string {
	return fmt.Sprintf(`{
		"apiVersion": "apiserver.k8s.io/v1beta1",
		"kind": "EgressSelectorConfiguration",
		"egressSelections": [{
			"name": "cluster",
			"connection": {"proxyProtocol": "HTTPConnect", "transport": {"uds": {"udsName": %q}}}
		}]
	}`, socket)
}
