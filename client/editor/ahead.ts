// Fetches what a table needs before the application asks for it: beside the application for whoever goes straight to a table,
// and while a name is typed for whoever comes by an invitation.

/** Which pages go on to a table, or are at one. */
const WAYS: [page: RegExp, when: When][] = [
  [/^\/tables\//, "at once"],
  [/^\/join/, "when there is time"],
];

type When = "at once" | "when there is time";

/** Begins to fetch, if that is what this page is for. The addresses stand in the page; each is asked for once. */
export function fetchAhead(when: When): void {
  const isNow = WAYS.some(([page, then]) => then === when && page.test(location.pathname));
  const meta = document.querySelector<HTMLMetaElement>('meta[name="at-table"]');
  if (!isNow || !meta) return;
  const addresses = meta.content.split(" ").filter((address) => address !== "");
  document.head.append(...addresses.map((address) => hint(address, when)));
}

function hint(address: string, when: When): HTMLLinkElement {
  const link = document.createElement("link");
  const isScript = address.endsWith(".js");
  if (when === "at once" && isScript) {
    link.rel = "modulepreload";
  } else {
    // A browser complains of what is preloaded and not used at once; what is prefetched may wait.
    link.rel = when === "at once" ? "preload" : "prefetch";
    link.as = isScript ? "script" : "fetch";
    link.crossOrigin = "anonymous";
  }
  link.href = address;
  return link;
}
