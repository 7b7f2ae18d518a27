package main

import (
	"errors"

	"cdk8s-windows/test/cluster/calico/objects"
	"github.com/projectcalico/calico/felix/calc"
	"github.com/projectcalico/calico/felix/config"
	"github.com/projectcalico/calico/felix/proto"
	"github.com/projectcalico/calico/libcalico-go/lib/apiconfig"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/api"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/model"
	"github.com/projectcalico/calico/libcalico-go/lib/backend/syncersv1/felixsyncer"
)

// policyID is what a dataplane knows a policy by.
type policyID struct{ tier, name string }

// felix is what Felix tells its dataplane.
type felix struct {
	sets      map[string]*proto.IPSetUpdate
	policies  map[policyID]*proto.ActivePolicyUpdate
	profiles  map[string]*proto.ActiveProfileUpdate
	endpoints map[string]*proto.WorkloadEndpointUpdate
}

func calculate(cluster *cluster) *felix {
	settings := config.New()
	settings.FelixHostname = everyNode
	told := &felix{
		sets:      map[string]*proto.IPSetUpdate{},
		policies:  map[policyID]*proto.ActivePolicyUpdate{},
		profiles:  map[string]*proto.ActiveProfileUpdate{},
		endpoints: map[string]*proto.WorkloadEndpointUpdate{},
	}
	sequencer := calc.NewEventSequencer(settings)
	sequencer.Callback = told.hear
	graph := newGraph(sequencer, settings)
	for _, update := range synced(cluster.stored) {
		passed := &watched{SyncerCallbacks: graph}
		calc.NewValidationFilter(passed, settings).OnUpdates([]api.Update{update})
		if passed.dropped {
			cluster.drop(update.Key)
		}
	}
	graph.OnStatusUpdated(api.InSync)
	graph.Flush()
	sequencer.Flush()
	return told
}

func (f *felix) hear(message any) {
	switch message := message.(type) {
	case *proto.IPSetUpdate:
		f.sets[message.Id] = message
	case *proto.ActivePolicyUpdate:
		f.policies[policyID{message.Id.Tier, message.Id.Name}] = message
	case *proto.ActiveProfileUpdate:
		f.profiles[message.Id.Name] = message
	case *proto.WorkloadEndpointUpdate:
		f.endpoints[message.Id.WorkloadId] = message
	}
}

// watched sees what the validation of Felix lets through.
type watched struct {
	api.SyncerCallbacks
	dropped bool
}

func (w *watched) OnUpdates(updates []api.Update) {
	for _, update := range updates {
		w.dropped = w.dropped || update.Value == nil
	}
	w.SyncerCallbacks.OnUpdates(updates)
}

// drop says which object it is of which Felix only knows a key.
func (c *cluster) drop(key model.Key) {
	of := written{name: key.String()}
	switch key := key.(type) {
	case model.PolicyKey:
		of = c.policies[key.Name]
	case model.ResourceKey:
		of = written{kind: key.Kind, namespace: key.Namespace, name: key.Name}
	}
	faults := objects.FaultsOf(errors.New("Felix treats it as missing"))
	c.refused = append(c.refused, refused{of.kind, of.namespace, of.name, faults})
}

// synced is what the syncer of Felix makes of all that is stored.
func synced(stored store) []api.Update {
	heard := &collector{inSync: make(chan struct{})}
	settings := apiconfig.CalicoAPIConfigSpec{DatastoreType: apiconfig.Kubernetes}
	settings.K8sUsePodCIDR = true
	syncer := felixsyncer.New(listed{pairs: stored}, settings, heard, true)
	syncer.Start()
	<-heard.inSync
	updates := heard.updates
	syncer.Stop()
	return updates
}

type collector struct {
	updates []api.Update
	inSync  chan struct{}
	done    bool
}

func (c *collector) OnStatusUpdated(status api.SyncStatus) {
	if status == api.InSync {
		c.done = true
		close(c.inSync)
	}
}

func (c *collector) OnUpdates(updates []api.Update) {
	if !c.done {
		c.updates = append(c.updates, updates...)
	}
}
