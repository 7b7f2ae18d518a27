/**
 * The official images of Docker Hub that have never been built for Windows, or only under tags that say so (docker-library/
 * official-images `library/`, with its history, in August 2026). Others, such as golang, python, mongo, nats, traefik and
 * eclipse-temurin, have Windows images behind the same tags.
 */
const OFFICIAL = new Set(
  (
    'adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux azul-zulu ' +
    'backdrop bash bonita buildpack-deps busybox cassandra centos chronograf cirros clearlinux clickhouse clojure ' +
    'composer convertigo couchbase couchdb crate dart debian drupal eclipse-mosquitto eggdrop elasticsearch ' +
    'elixir emqx erlang espocrm fedora flink fluentd friendica gcc geonetwork ghost gradle groovy haproxy haskell ' +
    'hitch httpd ibm-semeru-runtimes ibmjava influxdb irssi jetty joomla jruby kapacitor kibana kong krakend ' +
    'lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached monica mysql neo4j ' +
    'neurodebian nextcloud nginx nim node odoo open-liberty oraclelinux orientdb percona perl photon php ' +
    'phpmyadmin postfixadmin postgres r-base rabbitmq rakudo-star redis redmine registry rethinkdb rocket.chat ' +
    'rockylinux ros ruby rust sapmachine satosa silverpeas solr sonarqube spark spiped storm swipl teamspeak ' +
    'telegraf tomcat tomee ubuntu varnish websphere-liberty wordpress xwiki yourls znc zookeeper'
  ).split(' '),
);

/** Whole registries and families of images that are for Linux, by their own documentation. */
const FAMILIES =
  /^(gcr\.io\/distroless\/|cgr\.dev\/chainguard\/|registry\.access\.redhat\.com\/ubi\d+\/|registry\.redhat\.io\/ubi\d+\/|mcr\.microsoft\.com\/mssql\/server$)/;

/** Where the official images of Docker Hub are, and where they are mirrored as they are. */
const OFFICIAL_REPOSITORY =
  /^(?:docker\.io\/)?(?:library\/)?([^/]+)$|^(?:public\.ecr\.aws\/docker|mirror\.gcr\.io)\/library\/([^/]+)$/;

/** The name of an official image of Docker Hub. */
export function officialName(repository: string): string | undefined {
  const [, plain, mirrored] = OFFICIAL_REPOSITORY.exec(repository) ?? [];
  return plain ?? mirrored;
}

/** Whether there is surely no Windows image behind a repository. */
export function isOnlyForLinux(repository: string): boolean {
  return OFFICIAL.has(officialName(repository) ?? '') || FAMILIES.test(repository);
}
