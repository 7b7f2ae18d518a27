package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"time"
)

const probePoll = 50 * time.Millisecond

// probe asks the parts of a cluster whether they are well.
type probe struct {
	client http.Client
	token  string
}

func newProbe(asked *cluster) *probe {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(asked.CA))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	return &probe{client: http.Client{Transport: transport, Timeout: time.Second}, token: asked.Token}
}

// untilOK waits for an answer that all is well; a context that ends tells why there was none.
func (p *probe) untilOK(ctx context.Context, url string) error {
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+p.token)
		if response, err := p.client.Do(request); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(probePoll):
		}
	}
}
