package main

import (
	"context"

	"github.com/projectcalico/calico/libcalico-go/lib/backend/api"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/model"
)

// revision is that of everything: nothing is ever changed.
const revision = "1"

// store is a datastore of Calico that can only be listed.
type store map[string][]*model.KVPair

type listed struct {
	api.Client
	pairs store
}

func (l listed) List(_ context.Context, list model.ListInterface, _ string) (*model.KVPairList, error) {
	pairs := &model.KVPairList{Revision: revision}
	if options, ok := list.(model.ResourceListOptions); ok {
		pairs.KVPairs = l.pairs[options.Kind]
	}
	return pairs, nil
}

func (l listed) Watch(context.Context, model.ListInterface, api.WatchOptions) (api.WatchInterface, error) {
	return unchanged{}, nil
}

type unchanged struct{}

func (unchanged) Stop()                             {}
func (unchanged) ResultChan() <-chan api.WatchEvent { return nil }
func (unchanged) HasTerminated() bool               { return false }
