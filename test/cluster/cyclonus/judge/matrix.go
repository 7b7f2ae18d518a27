package main

type port struct {
	Protocol string `json:"protocol"`
	Port     int    `json:"port"`
}

func (c *cluster) matrix(pods []string, ports []port) []string {
	policy := c.policy()
	matrix := make([]string, len(ports))
	for i, port := range ports {
		cells := make([]byte, 0, len(pods)*len(pods))
		for _, from := range pods {
			for _, to := range pods {
				cell := byte('0')
				if open := c.verdict(policy, flow{from, to, port.Protocol, port.Port}); open.Egress && open.Ingress {
					cell = '1'
				}
				cells = append(cells, cell)
			}
		}
		matrix[i] = string(cells)
	}
	return matrix
}
