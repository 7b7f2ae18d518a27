package main

import (
	"fmt"
	"net/url"
	"os"

	"go.etcd.io/etcd/server/v3/embed"
)

// etcd <folder> <client URL> <peer URL>. It never syncs to disk: the data lives no longer than the tests.
func etcd(args []string) {
	config := embed.NewConfig()
	config.Dir = args[0]
	client, peer := parse(args[1]), parse(args[2])
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.UnsafeNoFsync = true
	config.LogLevel = "error"
	server, err := embed.StartEtcd(config)
	if err != nil {
		fmt.Fprintln(os.Stderr, "etcd:", err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, "etcd:", <-server.Err())
	os.Exit(1)
}

func parse(address string) url.URL {
	parsed, err := url.Parse(address)
	if err != nil {
		fmt.Fprintln(os.Stderr, "etcd:", err)
		os.Exit(2)
	}
	return *parsed
}
