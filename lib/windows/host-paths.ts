/** Views of the Linux kernel, its devices, the sockets of container runtimes, and files that describe a Linux machine. */
const ONLY_ON_LINUX =
  /^\/((proc|sys|dev|boot|lib\/modules|lib64|usr\/src|sys\/fs\/cgroup)(\/|$)|((var\/)?run|var\/lib)\/.*\.sock$|etc\/(passwd|group|shadow|os-release|machine-id|localtime|resolv\.conf)$)/;

/** Whether no Windows node has what the path of a node names. */
export function isOnlyOnLinux(path: string): boolean {
  return ONLY_ON_LINUX.test(path);
}
