package main

import "encoding/json"

type port struct {
	Protocol json.RawMessage `json:"protocol"`
	Port     uint16          `json:"port"`
}

// matrix is 1 where a pod reaches a pod, row by row, for each of the ports that were asked about.
type matrix struct {
	Linux   []string `json:"linux"`
	Windows []string `json:"windows"`
}

func matrixOf(cluster *cluster, felix *felix, pods []string, ports []port) (*matrix, error) {
	judges := newJudges(cluster, felix)
	found := &matrix{}
	for _, port := range ports {
		var linux, windows []byte
		for _, from := range pods {
			for _, to := range pods {
				judged, err := judges.verdicts(flow{From: from, To: to, Protocol: port.Protocol, Port: port.Port})
				if err != nil {
					return nil, err
				}
				linux = append(linux, judged.Linux.cell())
				windows = append(windows, judged.Windows.cell())
			}
		}
		found.Linux = append(found.Linux, string(linux))
		found.Windows = append(found.Windows, string(windows))
	}
	return found, nil
}

func (e ends) cell() byte {
	for _, end := range []*verdict{e.Egress, e.Ingress} {
		if end != nil && end.Verdict != allow {
			return '0'
		}
	}
	return '1'
}
