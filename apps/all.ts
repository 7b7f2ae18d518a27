/** Writes the manifests of all systems, each into a folder of its own below `dist/`. `cdk8s synth` runs this. */
import './host-process-and-gmsa';
import './overview';
import './win-web-demo';
import './win-webserver';
import './yaobank';
